/*
 * Time: see base/clock.h. Civil dates by Hinnant, "chrono-compatible low-level
 * date algorithms" (2013): eras of 400 years that begin in March.
 */
#include <ctype.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/text.h"

/* The years that RFC 3339 can write, 0 to 9999. */
#define CLOCK_FIRST (INT64_C(-62167219200) * CLOCK_SECOND)
#define CLOCK_LAST (INT64_C(253402300800) * CLOCK_SECOND - 1)

static int64_t
clock_read(clockid_t which)
{
	struct timespec ts;

	clock_gettime(which, &ts);
	return (int64_t)ts.tv_sec * CLOCK_SECOND + ts.tv_nsec / 1000;
}

#if SERENDIP_TEST_HOOKS
/* In a test build: microseconds that the wall clock is moved by, an int64_t in
 * the file that SERENDIP_CLOCK names, which a test may write at any time. */
static const volatile int64_t *clock_moved;

static void
clock_move(void)
{
	static const int64_t not_at_all = 0;
	const char *path = getenv("SERENDIP_CLOCK");
	int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	void *file;

	clock_moved = &not_at_all;
	if (fd < 0)
		return;
	file = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (file != MAP_FAILED)
		clock_moved = file; /* for the life of the process */
}

int64_t
clock_now_us(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, clock_move);
	return clock_read(CLOCK_REALTIME) + *clock_moved;
}
#else
int64_t
clock_now_us(void)
{
	return clock_read(CLOCK_REALTIME);
}
#endif

int64_t
clock_steady_us(void)
{
	return clock_read(CLOCK_MONOTONIC);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
days_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
clock_civil(int64_t us, struct clock_civil *out)
{
	int64_t seconds = floor_div(us, CLOCK_SECOND);
	int64_t days = floor_div(seconds, 86400), rest = seconds - days * 86400;
	int64_t z = days + 719468, era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	out->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	out->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	out->year = (int)(yoe + era * 400 + (out->month <= 2));
	out->hour = (int)(rest / 3600);
	out->minute = (int)(rest / 60 % 60);
	out->second = (int)(rest % 60);
	/* 1970-01-01 was a Thursday. */
	out->weekday = (int)((days % 7 + 7 + 3) % 7);
}

int64_t
clock_from_civil(const struct clock_civil *c)
{
	return (days_from_civil(c->year, c->month, c->day) * 86400 +
		   c->hour * 3600 + c->minute * 60 + c->second) *
	       CLOCK_SECOND;
}

/* n digits of v and what follows them; returns the place behind. */
static char *
put_digits(char *p, int v, int n, char after)
{
	p[n] = after;
	for (int i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + n + 1;
}

const char *
clock_rfc3339(int64_t us, char buf[CLOCK_TEXT_SIZE])
{
	struct clock_civil c;
	char *p = buf;

	us = us < CLOCK_FIRST ? CLOCK_FIRST : us;
	us = us > CLOCK_LAST ? CLOCK_LAST : us;
	clock_civil(us, &c);
	p = put_digits(p, c.year, 4, '-');
	p = put_digits(p, c.month, 2, '-');
	p = put_digits(p, c.day, 2, 'T');
	p = put_digits(p, c.hour, 2, ':');
	p = put_digits(p, c.minute, 2, ':');
	p = put_digits(p, c.second, 2, 'Z');
	*p = '\0';
	return buf;
}

/* n digits at *s within a range; steps over them. */
static bool
take_digits(const char **s, int n, int min, int max, int *out)
{
	int v = 0;

	for (int i = 0; i < n; i++, (*s)++) {
		if (!isdigit((unsigned char)**s))
			return false;
		v = v * 10 + (**s - '0');
	}
	*out = v;
	return v >= min && v <= max;
}

static bool
take_offset(const char **s, int *offset_s)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes;

	*offset_s = 0;
	if (**s == 'Z' || **s == 'z') {
		(*s)++;
		return true;
	}
	if (**s != '+' && **s != '-')
		return false;
	(*s)++;
	if (!take_digits(s, 2, 0, 23, &hours) || *(*s)++ != ':' ||
	    !take_digits(s, 2, 0, 59, &minutes))
		return false;
	*offset_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

int
clock_from_rfc3339(const char *s, int64_t *us)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	struct clock_civil c = { 0 };
	int64_t part = 0, scale = CLOCK_SECOND;
	int offset_s;
	bool leap;

	if (!take_digits(&s, 4, 0, 9999, &c.year) || *s++ != '-' ||
	    !take_digits(&s, 2, 1, 12, &c.month) || *s++ != '-' ||
	    !take_digits(&s, 2, 1, lengths[c.month - 1], &c.day) ||
	    (*s != 'T' && *s != 't' && *s != ' '))
		return -1;
	leap = c.year % 4 == 0 && (c.year % 100 != 0 || c.year % 400 == 0);
	if (c.month == 2 && c.day == 29 && !leap)
		return -1;
	s++;
	if (!take_digits(&s, 2, 0, 23, &c.hour) || *s++ != ':' ||
	    !take_digits(&s, 2, 0, 59, &c.minute) || *s++ != ':' ||
	    !take_digits(&s, 2, 0, 60, &c.second))
		return -1;
	if (*s == '.') {
		if (!isdigit((unsigned char)*++s))
			return -1;
		for (; isdigit((unsigned char)*s); s++) {
			scale /= 10;
			part += (*s - '0') * scale;
		}
	}
	if (!take_offset(&s, &offset_s) || *s != '\0')
		return -1;
	*us = clock_from_civil(&c) - offset_s * CLOCK_SECOND;
	/* A leap second ends a day of UTC; it becomes the second after. */
	if (c.second == 60 && *us % CLOCK_DAY != 0)
		return -1;
	*us += part;
	return 0;
}

bool
clock_is_day(const char *s)
{
	struct text midnight = { 0 };
	int64_t us;
	bool is;

	text_addf(&midnight, "%.40sT00:00:00Z", s);
	is = strlen(s) == 10 && strncmp(s, "0000", 4) != 0 &&
	     clock_from_rfc3339(text_get(&midnight), &us) == 0;
	text_clear(&midnight);
	return is;
}
