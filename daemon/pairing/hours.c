/*
 * Free hours of the week: see pairing/hours.h.
 */
#include "pairing/hours.h"
#include "base/memory.h"

#define WEEK 168

static const char *const day_names[] = { "mon", "tue", "wed", "thu", "fri",
	"sat", "sun" };

static bool
has_hour(const struct hours *h, int hour)
{
	return (h->bits[hour / 64] >> hour % 64 & 1) != 0;
}

static void
add_hour(struct hours *h, int hour)
{
	h->bits[hour / 64] |= UINT64_C(1) << hour % 64;
}

/* "9-11" or "9", after the day. */
static int
parse_span(char *span, int day, struct hours *out)
{
	char *dash = strchr(span, '-');
	int64_t from, to;

	if (dash != NULL)
		*dash = '\0';
	if (text_to_int(text_trim(span), 0, 23, &from) != 0)
		return -1;
	to = from + 1;
	if (dash != NULL && text_to_int(text_trim(dash + 1), 1, 24, &to) != 0)
		return -1;
	if (to <= from)
		return -1;
	for (int64_t hour = from; hour < to; hour++)
		add_hour(out, day * 24 + (int)hour);
	return 0;
}

static int
parse_piece(char *piece, struct hours *out)
{
	char *space = strpbrk(piece, " \t");

	if (space == NULL)
		return -1;
	*space = '\0';
	for (int day = 0; day < 7; day++)
		if (text_equal_nocase(piece, day_names[day]))
			return parse_span(space + 1, day, out);
	return -1;
}

int
hours_parse(const char *value, struct hours *out, struct fault *why)
{
	char *copy = memory_text(value), *rest = copy, *piece, *trimmed, *shown;
	int done = 0;

	*out = (struct hours){ { 0 } };
	while (done == 0 && (piece = text_split(&rest, ";")) != NULL) {
		trimmed = text_trim(piece);
		if (*trimmed == '\0')
			continue;
		shown = memory_text(trimmed);
		if (parse_piece(trimmed, out) != 0)
			done = fault_set(why, FAULT_INVALID,
			    "found \"%.40s\"; "
			    "allowed is a day and whole hours, such as "
			    "\"mon 12-14\"",
			    shown);
		free(shown);
	}
	free(copy);
	return done;
}

/* An hour of a day, 0 to 24. */
static void
print_hour(int hour, struct text *out)
{
	const char digits[] = { (char)('0' + hour / 10),
		(char)('0' + hour % 10) };

	text_add_n(out, hour < 10 ? digits + 1 : digits, hour < 10 ? 1 : 2);
}

void
hours_print(const struct hours *h, struct text *out)
{
	const char *between = "";

	for (int day = 0; day < 7; day++) {
		for (int hour = 0; hour < 24; hour++) {
			int from = hour;

			while (hour < 24 && has_hour(h, day * 24 + hour))
				hour++;
			if (hour == from)
				continue;
			text_add(out, between);
			text_add(out, day_names[day]);
			text_add(out, " ");
			print_hour(from, out);
			text_add(out, "-");
			print_hour(hour, out);
			between = ";";
		}
	}
}

/* Each hour of the result is there where both hours of `in` that it touches
 * are: one of them for whole hours, two for offsets of half-hours. */
static struct hours
hours_shift(const struct hours *in, int32_t seconds)
{
	struct hours out = { { 0 } };
	int32_t floor_h = seconds / 3600 - (seconds % 3600 < 0);
	bool is_whole = seconds % 3600 == 0;

	for (int hour = 0; hour < WEEK; hour++) {
		int first = (((hour + floor_h) % WEEK) + WEEK) % WEEK;
		int second = (first + (is_whole ? 0 : 1)) % WEEK;

		if (has_hour(in, first) && has_hour(in, second))
			add_hour(&out, hour);
	}
	return out;
}

struct hours
hours_to_utc(const struct hours *local, int32_t offset_s)
{
	return hours_shift(local, offset_s);
}

struct hours
hours_common(const struct hours *a, const struct hours *b)
{
	struct hours both;

	for (int i = 0; i < 3; i++)
		both.bits[i] = a->bits[i] & b->bits[i];
	return both;
}

int
hours_count(const struct hours *h)
{
	int count = 0;

	for (int i = 0; i < 3; i++)
		count += __builtin_popcountll(h->bits[i]);
	return count;
}
