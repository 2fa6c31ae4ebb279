/*
 * Files of a backup: see upkeep/contents.h.
 */
#include <inttypes.h>
#include "upkeep/contents.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/db_plain.h"
#include "sql_statements.h"

int
contents_check_schema(struct db_plain *db, struct fault *why)
{
	struct db_rows *rows =
	    db_plain_ask(db, &sql_statements[SQL_UPKEEP_SCHEMA], NULL, 0, why);
	bool is_there = rows != NULL && db_bool(rows, 0, 1);
	int64_t had;

	db_rows_free(rows);
	if (rows == NULL)
		return -1;
	if (!is_there)
		return fault_set(
		    why, FAULT_NOT_FOUND, "the database has no house in it");
	if ((rows = db_plain_ask(db, &sql_statements[SQL_UPKEEP_MIGRATIONS],
		 NULL, 0, why)) == NULL)
		return -1;
	had = db_int(rows, 0, 0);
	db_rows_free(rows);
	if (had == SQL_MIGRATION_COUNT)
		return 0;
	return fault_set(why, FAULT_CONFLICT,
	    "the database has had %" PRId64 " migrations and this program "
	    "knows %d: migrate first (serendipd --migrate), or use the program "
	    "that serves it",
	    had, SQL_MIGRATION_COUNT);
}

const char *
contents_database(const struct config *config)
{
	return *config->database_owner != '\0' ? config->database_owner
					       : config->database_conninfo;
}

const char *
contents_name(enum contents_file file)
{
	static const char *const names[CONTENTS_FILES] = {
		[CONTENTS_CONFIGURATION] = "configuration",
		[CONTENTS_SECRET] = "secret",
		[CONTENTS_MAIL_PASSWORD] = "mail-password",
		[CONTENTS_MAIL_CA] = "mail-ca",
		[CONTENTS_CERTIFICATE] = "tls-certificate",
		[CONTENTS_CERTIFICATE_KEY] = "tls-key",
	};

	return names[file];
}

const char *
contents_path(const struct config *config, enum contents_file file)
{
	switch (file) {
	case CONTENTS_CONFIGURATION:
		return config->file;
	case CONTENTS_SECRET:
		return config->secret_file;
	case CONTENTS_MAIL_PASSWORD:
		return config->letters_password_file;
	case CONTENTS_MAIL_CA:
		return config->letters_ca_file;
	case CONTENTS_CERTIFICATE:
		return config->tls_certificate;
	case CONTENTS_CERTIFICATE_KEY:
		return config->tls_key;
	case CONTENTS_FILES:
		break;
	}
	die("no file %d", file);
}

mode_t
contents_mode(enum contents_file file)
{
	return file == CONTENTS_CONFIGURATION || file == CONTENTS_MAIL_CA ||
		       file == CONTENTS_CERTIFICATE
		   ? 0644
		   : 0600;
}
