/*
 * Faults: see base/fault.h.
 */
#include <stdarg.h>
#include "base/fault.h"
#include "base/text.h"

void
fault_fill(struct fault *why, enum fault_code code, const char *fmt, ...)
{
	char sentence[1024];
	va_list ap;

	if (why == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	/* "%.40s" of what somebody wrote may end within a character. */
	text_utf8_mend(sentence);
	why->code = code;
	text_copy(why->sentence, sizeof(why->sentence), sentence);
}

const char *
fault_word(enum fault_code code)
{
	static const char *const words[] = {
		[FAULT_NONE] = "none",
#define FAULT(name, word) [FAULT_##name] = word,
#include "base/faults.def"
#undef FAULT
	};

	return code < FAULT_COUNT ? words[code] : "internal";
}
