/*
 * Forms of texts: addresses, times, identifiers.
 */
#include <stddef.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_form.h"

#define EMAIL_BYTES 254
#define EMAIL_LOCAL_BYTES 64
#define HOST_LABEL_BYTES 63

static bool
form_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
form_is_alphanumeric(char c)
{
	return form_is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* The dot-atom of RFC 5322: no quotes, no comments. */
static bool
form_is_local_part(const char *s, size_t n)
{
	if (n == 0 || n > EMAIL_LOCAL_BYTES || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.' && s[i - 1] == '.')
			return false;
		if (s[i] == '\0' ||
		    (!form_is_alphanumeric(s[i]) &&
			strchr("!#$%&'*+-/=?^_`{|}~.", s[i]) == NULL))
			return false;
	}
	return true;
}

static bool
form_is_label(const char *s, size_t n)
{
	if (n == 0 || n > HOST_LABEL_BYTES || s[0] == '-' || s[n - 1] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!form_is_alphanumeric(s[i]) && s[i] != '-')
			return false;
	return true;
}

/* A top label of digits alone would make it an IP address. */
static bool
form_is_host(const char *s)
{
	const char *dot;
	bool has_letter = false;

	if (strcmp(s, "localhost") == 0)
		return true;
	if (strchr(s, '.') == NULL)
		return false;
	while ((dot = strchr(s, '.')) != NULL) {
		if (!form_is_label(s, (size_t)(dot - s)))
			return false;
		s = dot + 1;
	}
	for (const char *p = s; *p != '\0'; p++)
		if (!form_is_digit(*p))
			has_letter = true;
	return has_letter && form_is_label(s, strlen(s));
}

bool
proto_is_email(const char *s)
{
	const char *at = strchr(s, '@');

	return at != NULL && strlen(s) <= EMAIL_BYTES &&
	       form_is_local_part(s, (size_t)(at - s)) && form_is_host(at + 1);
}

/* Holds s against a pattern where 0 is any digit and x a hexadecimal one. The
 * length of the pattern where it fits, else 0. */
static size_t
form_fits(const char *s, const char *pattern)
{
	size_t i;

	for (i = 0; pattern[i] != '\0'; i++) {
		char c = s[i];
		bool is_hex = form_is_digit(c) || (c >= 'a' && c <= 'f') ||
			      (c >= 'A' && c <= 'F');

		if (pattern[i] == '0'   ? !form_is_digit(c)
		    : pattern[i] == 'x' ? !is_hex
					: c != pattern[i])
			return 0;
	}
	return i;
}

bool
proto_is_uuid(const char *s)
{
	return s[form_fits(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")] ==
		   '\0' &&
	       s[0] != '\0';
}

static int
form_number(const char *s, int digits)
{
	int value = 0;

	for (int i = 0; i < digits; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

bool
proto_is_time(const char *s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int year, month, day, last;
	size_t n = form_fits(s, "0000-00-00T00:00:00");

	if (n == 0)
		return false;
	year = form_number(s, 4);
	month = form_number(s + 5, 2);
	day = form_number(s + 8, 2);
	if (month < 1 || month > 12)
		return false;
	last = days[month - 1];
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		last = 29;
	if (day < 1 || day > last || form_number(s + 11, 2) > 23 ||
	    form_number(s + 14, 2) > 59 || form_number(s + 17, 2) > 59)
		return false;
	if (s[n] == '.') {
		if (!form_is_digit(s[++n]))
			return false;
		while (form_is_digit(s[n]))
			n++;
	}
	return strcmp(s + n, "Z") == 0;
}
