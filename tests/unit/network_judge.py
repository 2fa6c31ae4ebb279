#!/usr/bin/env python3
"""What NetworkX says of an ego network. Standard input: lines "people", then
"a b" for each tie among them, from 0 on; a graph ends with a line "end". Prints
Burt's effective size of each; 77 where NetworkX is not there."""
import sys

try:
    import networkx
except ImportError:
    sys.exit(77)

graph = None
for line in sys.stdin:
    words = line.split()
    if len(words) == 1 and words[0] != "end":
        graph = networkx.Graph()
        graph.add_edges_from(("ego", i) for i in range(int(words[0])))
    elif len(words) == 2:
        graph.add_edge(int(words[0]), int(words[1]))
    else:
        print(repr(networkx.effective_size(graph, ["ego"])["ego"]))
