"""`mendelgraph queries`: what the query book can be asked."""

from __future__ import annotations

import json

import click

from mendelgraph.errors import UnknownNameError
from mendelgraph.queries import Question, all_questions, suggest, topics


@click.command("queries", epilog="Example: mendelgraph queries --topic genes")
@click.option("--topic", help="Only the questions of this topic.")
@click.option("--format", "list_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(topic: str | None, list_format: str) -> None:
    """List the questions of the query book by topic, with their parameters and defaults."""
    if topic is not None and topic not in topics():
        raise UnknownNameError(f"no topic {topic!r}{suggest(topic, topics())}; topics: {', '.join(topics())}")
    questions = [each for each in all_questions().values() if topic in {None, each.topic}]
    if list_format == "json":
        click.echo(json.dumps([_fields(each) for each in questions], ensure_ascii=False, indent=2))
        return
    for each in topics() if topic is None else (topic,):
        click.secho(f"{each}", bold=True)
        for question in questions:
            if question.topic == each:
                click.echo(_lines(question))
        click.echo()
    click.echo("Ask one with: mendelgraph query NAME -p PARAMETER=VALUE", err=True)


def _lines(question: Question) -> str:
    takes = [
        f"\n      -p {parameter.name}={parameter.default or '…'}   {parameter.meaning}"
        + (f": {', '.join(parameter.choices)}" if parameter.choices else "")
        for parameter in question.parameters
    ]
    return f"  {question.name}\n      {question.question}{''.join(takes)}"


def _fields(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": question.title,
        "question": question.question,
        "topic": question.topic,
        "form": question.form.value,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "meaning": parameter.meaning,
                "default": parameter.default,
                "choices": list(parameter.choices),
            }
            for parameter in question.parameters
        ],
        "columns": list(question.columns),
        "example": question.example,
    }
