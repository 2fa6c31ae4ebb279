/*
 * Unicode normalisation: see io/unicode.h.
 */
#include <stdlib.h>
#include <utf8proc.h>
#include "io/unicode.h"

char *
unicode_fold(const char *s)
{
	return (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)s);
}

char *
unicode_compose(const char *s)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)s);
}
