/*
 * lemon_reference FILE: the optimum by somebody else's solver, LEMON's
 * (Dezső, Jüttner and Kovács, "LEMON – an open source C++ graph template
 * library", ENTCS 264, 2011), for benchmarks only. The file has a line "a b
 * score" for each pair that may meet. Of the matchings with the most pairs the
 * one of the highest sum of scores, as a JSON object.
 */
#define LEMON_ONLY_TEMPLATES
#include <lemon/matching.h>
#include <lemon/smart_graph.h>
#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

using Graph = lemon::SmartGraph;
using Weights = Graph::EdgeMap<int64_t>;

static double
seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return static_cast<double>(t.tv_sec) +
	       static_cast<double>(t.tv_nsec) / 1e9;
}

static bool
read_edges(const char *path, Graph &graph, Weights &scores)
{
	FILE *file = std::fopen(path, "r");
	int a, b;
	int64_t score;

	if (file == nullptr)
		return false;
	while (std::fscanf(file, "%d %d %" SCNd64, &a, &b, &score) == 3) {
		while (graph.maxNodeId() < std::max(a, b))
			graph.addNode();
		scores[graph.addEdge(
		    graph.nodeFromId(a), graph.nodeFromId(b))] = score;
	}
	bool is_read = std::feof(file) != 0;
	std::fclose(file);
	return is_read;
}

/* One more pair must outweigh any sum of scores. */
static void
favour_pairs(const Graph &graph, const Weights &scores, Weights &weights)
{
	int64_t most = 0;

	for (Graph::EdgeIt e(graph); e != lemon::INVALID; ++e)
		most = std::max(most, scores[e]);
	most = (most + 1) * (graph.maxNodeId() / 2 + 2);
	for (Graph::EdgeIt e(graph); e != lemon::INVALID; ++e)
		weights[e] = most + scores[e];
}

int
main(int argc, char **argv)
{
	Graph graph;
	Weights scores(graph), weights(graph);
	int64_t pairs = 0, sum = 0;

	if (argc != 2 || !read_edges(argv[1], graph, scores)) {
		std::fputs("usage: lemon_reference FILE\n", stderr);
		return 2;
	}
	favour_pairs(graph, scores, weights);
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	lemon::MaxWeightedMatching<Graph, Weights> matching(graph, weights);
	matching.run();
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	wall = seconds(CLOCK_MONOTONIC) - wall;
	for (Graph::EdgeIt e(graph); e != lemon::INVALID; ++e)
		if (matching.matching(e)) {
			pairs++;
			sum += scores[e];
		}
	std::printf("{\"edges\": %d, \"seconds\": %.6f, \"cpu_seconds\": %.6f, "
		    "\"pairs\": %" PRId64 ", \"score\": %" PRId64 "}\n",
	    graph.edgeNum(), wall, cpu, pairs, sum);
	return 0;
}
