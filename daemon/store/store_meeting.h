/*
 * The hour that members of an introduction propose to each other, and calendars
 * that show it: statements of sql/statements/meetings.sql.
 */
#ifndef STORE_STORE_MEETING_H
#define STORE_STORE_MEETING_H

#include "base/zone.h"
#include "io/db.h"
#include "store/store_member.h"
#include "store/store_occasion.h"

/* Two statements: the meeting, no row where the introduction is not theirs to
 * see; and who is told of it. starts_us: the hour that is to be told, 0 for that
 * of the meeting there is. at_once is taken. */
enum { STORE_MEETING, STORE_MEETING_PEOPLE };
void store_meeting_look(struct db_batch *b, const struct id *introduction,
    const struct id *member, struct db_array *at_once, int64_t starts_us);

struct store_meeting_now {
	bool may; /* propose or answer */
	bool is_there;
	bool others_accept; /* once this one does, all have said yes */
	struct store_meeting meeting;
	int64_t made_us, changed_us; /* 0: there is none */
	int64_t now_us;
	const char *pool, *stand; /* see store_news_hold */
};
/* Texts are borrowed, here and below; a row is read once. */
void
store_meeting_read(const struct db_rows *rows, struct store_meeting_now *m);

struct store_meeting_person {
	struct id id;
	const char *name, *language, *zone_name;
	struct zone zone;
	const uint8_t *email_sealed; /* NULL: has no address */
	size_t email_sealed_len;
	bool proposes;
	int answer;           /* 1 yes, 0 no, -1 none */
	const char *partners; /* their names, ", " between them */
};
void store_meeting_person_read(
    const struct db_rows *rows, int row, struct store_meeting_person *p);

/* An hour that falls through, for one who has it in their calendar: of a
 * statement that tells them so, nine columns, from `column` on. false: there is
 * none. */
struct store_hour_fallen {
	int64_t starts_us, minutes, sequence, made_us, now_us;
	const char *zone_name;
	struct zone zone;
	const uint8_t *email_sealed;
	size_t email_sealed_len;
	bool says_yes; /* so far */
};
bool store_hour_fallen_read(const struct db_rows *rows, int row, int column,
    struct store_hour_fallen *h);

/* Each, of an introduction that is held as it stands (store_news_hold), is refused
 * (CHANGED_MEANWHILE) where the meeting is not as it was at changed_us (0: where
 * there is one), or may not be touched. at_once is taken. */
struct store_meeting_put {
	int64_t starts_us, minutes;
	const uint8_t *place_sealed;
	size_t place_sealed_len;
	int64_t changed_us;
};
void store_meeting_put(struct db_batch *b, const struct id *introduction,
    const struct id *member, const struct store_meeting_put *m,
    struct db_array *at_once);
void store_meeting_answer(struct db_batch *b, const struct id *introduction,
    const struct id *member, bool accepts, int64_t changed_us,
    struct db_array *at_once);
void store_meeting_cancel(
    struct db_batch *b, const struct id *introduction, int64_t changed_us);

/* --- calendars ------------------------------------------------------------ */

/* The meetings of a member: one introduction's, or (NULL) all. */
void store_calendar_meetings(
    struct db_batch *b, const struct id *member, const struct id *introduction);
struct store_calendar_meeting {
	struct id introduction;
	struct store_meeting meeting;
	int64_t made_us, changed_us;
	const char *pool, *partners;
};
void store_calendar_meeting_read(
    const struct db_rows *rows, int row, struct store_calendar_meeting *m);
/* The member's zone from before one instant to after the other: a row. */
void store_calendar_zone(struct db_batch *b, const struct id *member,
    int64_t from_us, int64_t until_us);
/* 0, or -1 where there is no row any more; *name is borrowed. */
int store_calendar_zone_read(const struct db_rows *rows, const char **name,
    struct zone *zone) MUST_CHECK;

/* The secret under which a calendar program reads it. */
void store_calendar_put(struct db_batch *b, const struct id *member,
    const uint8_t hash[STORE_HASH]);
void store_calendar_end(struct db_batch *b, const struct id *member);
/* Whose it is: id and language; or no row. */
void store_calendar_member(struct db_batch *b, const uint8_t hash[STORE_HASH]);

#endif
