/*
 * The secrets of a house and its database: see life_parts.h. Which generation is in
 * force the database says, at each transaction (struct db_keys in io/db.h).
 */
#include "life_parts.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/db.h"
#include "io/seal.h"
#include "sql_connection.h"
#include "sql_statements.h"

static int
on_generation(const void *arg)
{
	return seal_generation(arg);
}

static void
on_turn(const void *arg, enum db_keyed kind, char *value, size_t n)
{
	switch (kind) {
	case DB_HASH:
		seal_turn(arg, SEAL_HASH, value, n);
		return;
	case DB_REF:
		seal_turn(arg, SEAL_REF, value, n);
		return;
	case DB_SEALED:
		seal_turn(arg, SEAL_SEALED, value, n);
		return;
	case DB_PLAIN:
		break;
	}
	die("nothing to turn");
}

static bool
on_follow(void *arg, int generation)
{
	int before = seal_generation(arg);

	if (!seal_follow(arg, generation))
		return false;
	if (before != generation)
		log_info("the secret of this generation is in force",
		    LOG_N("generation", generation));
	return true;
}

struct db_keys
life_keys(struct seal *seal)
{
	return (struct db_keys){ .hold = SQL_KEYS_HOLD,
		.generation = on_generation,
		.turn = on_turn,
		.follow = on_follow,
		.arg = seal };
}

void
life_is_strange(const struct life *l)
{
	log_error("this database belongs to another secret file; with this "
		  "one its addresses cannot be read",
	    LOG_T("file", l->house.config->secret_file),
	    LOG_N("generations", seal_newest(l->house.seal)));
}

int
life_know(struct life *l, const char *fingerprint, int generation)
{
	char ours[17];

	seal_fingerprint(l->house.seal, generation, ours);
	if (strcmp(ours, fingerprint) == 0 &&
	    on_follow(l->house.seal, generation))
		return 0;
	life_is_strange(l);
	return -1;
}

/* Somebody rotates: the file may have a secret more, or less; and another one may
 * be in force. */
static void
on_keys(void *arg)
{
	struct life *l = arg;
	const int before = seal_newest(l->house.seal);
	struct fault why;

	if (l->house.is_stopping)
		return;
	if (seal_reload(l->house.seal, l->house.config->secret_file, &why) != 0)
		log_warn(
		    "the secret file cannot be read again, those of before "
		    "stay",
		    LOG_T("why", why.sentence));
	else if (seal_newest(l->house.seal) != before)
		life_present(l);
	life_on_database(l);
}

/* Whoever rotates sees by the connection which secrets this daemon knows, and tells
 * it when another one is in force. */
void
life_present(struct life *l)
{
	struct db_listener *before = l->on_keys;
	struct text first = { 0 };

	text_addf(&first, SQL_KEYS_PRESENT "; ", seal_newest(l->house.seal));
	l->on_keys =
	    db_listen(l->house.loop, l->house.config->database_conninfo,
		"serendip_keys", text_get(&first), on_keys, l);
	text_clear(&first);
	db_listen_free(before);
}
