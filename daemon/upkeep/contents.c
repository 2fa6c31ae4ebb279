/*
 * Files of a backup: see upkeep/contents.h.
 */
#include "upkeep/contents.h"
#include "base/memory.h"
#include "config/config.h"

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
