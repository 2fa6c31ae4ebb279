/* Comma-separated values. */
#include "clients/demo/csv.h"

#include <string.h>

static void
csv_field_write(FILE *file, const char *field)
{
	if (strpbrk(field, ",\"\r\n") == NULL) {
		fputs(field, file);
		return;
	}
	fputc('"', file);
	for (; *field != '\0'; field++) {
		if (*field == '"')
			fputc('"', file);
		fputc(*field, file);
	}
	fputc('"', file);
}

void
csv_record_write(FILE *file, const char *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			fputc(',', file);
		csv_field_write(file, fields[i]);
	}
	fputc('\n', file);
}
