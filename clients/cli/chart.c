/*
 * Numbers as a picture of characters: see clients/cli/cli.h.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"

/* Heights and lengths, in eighths of a character. */
static const char *const heights[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
static const char *const plain_heights[] = { "_", ".", ":", "-", "=", "+", "*",
	"#" };
static const char *const lengths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };

static double
within(double x)
{
	return x > 0 ? fmin(x, 1) : 0;
}

void
chart_bar(double share, int width, bool is_ascii)
{
	int eighths = (int)lround(within(share) * width * 8);
	int full = is_ascii ? (eighths + 4) / 8 : eighths / 8;
	int shown = full;

	for (int i = 0; i < full; i++)
		fputs(is_ascii ? "#" : heights[7], stdout);
	if (!is_ascii && eighths % 8 > 0) {
		fputs(lengths[eighths % 8], stdout);
		shown++;
	}
	printf("%*s", width - shown, "");
}

void
chart_line(
    const double *values, size_t count, double from, double to, bool is_ascii)
{
	for (size_t i = 0; i < count; i++) {
		double share = within((values[i] - from) / (to - from));
		int at = (int)lround(share * 7);

		if (isnan(values[i]))
			putchar(' ');
		else
			fputs(
			    is_ascii ? plain_heights[at] : heights[at], stdout);
	}
}
