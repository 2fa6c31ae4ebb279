/*
 * What went wrong, for the one who can mend it: a code that programs can rely
 * on and a sentence for people. A function that can be refused returns 0 or
 * -1 and fills the fault it was given.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base/attr.h"

enum fault_code {
	FAULT_NONE = 0,
#define FAULT(name, code) FAULT_##name,
#include "base/faults.def"
#undef FAULT
	FAULT_COUNT
};

struct fault {
	enum fault_code code;
	char sentence[256];
};

/* Fills *why (which may be NULL) and is -1, so that a refusal is one line:
 * `return fault_set(why, FAULT_CONFLICT, "…");`. The -1 is here for compilers
 * and analysers to see. */
#define fault_set(...) (fault_fill(__VA_ARGS__), fault_refused())
void fault_fill(struct fault *why, enum fault_code code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
static inline int
fault_refused(void)
{
	return -1;
}

/* "database_gone": the word that the API and the log use. */
const char *fault_word(enum fault_code code);

#endif
