"""What crawlers read: the sitemap, and that they are welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from mendelgraph.site.rendering import Setting

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(setting: Setting) -> bytes:
    """Write the sitemap of all pages, sorted."""
    urls = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for stem in sorted(setting.catalogue.addresses.pages.values()):
        url = etree.SubElement(urls, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = f"{setting.address}{stem}.html"
        if setting.catalogue.issued:
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = setting.catalogue.issued
    return etree.tostring(urls, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def write_robots(setting: Setting) -> bytes:
    """Write that everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {setting.address}sitemap.xml\n".encode()
