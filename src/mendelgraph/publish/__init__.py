"""Load a release into a SPARQL 1.1 store and prove by counting that it arrived.

`target` knows at which addresses a store listens, `credentials` who asks, `client` how to ask politely, `writers` the
two ways of changing a graph, `graphs` what a release holds, `publication` the order of it all.
"""

from mendelgraph.publish.credentials import Credentials
from mendelgraph.publish.publication import Published, publish
from mendelgraph.publish.target import Target, choose_target

__all__ = ["Credentials", "Published", "Target", "choose_target", "publish"]
