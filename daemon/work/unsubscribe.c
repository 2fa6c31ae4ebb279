/* Tokens against letters: see work/unsubscribe.h. */
#include "work/unsubscribe.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/seal.h"

#define PREFIX "sdu_"
#define INVITATIONS "sdr_"
#define MARK "unsubscribe " /* other things are sealed with the same key */
#define PLAIN_MAX 96
#define CODED_MAX 200

static void
add_kind(const struct seal *seal, const struct id *member,
    enum letter_kind kind, struct text *out)
{
	uint8_t sealed[PLAIN_MAX + SEAL_OVERHEAD];
	char coded[CODED_MAX];
	struct text plain = { 0 };

	text_add(&plain, MARK);
	text_add_n(&plain, (const char *)member->bytes, sizeof(member->bytes));
	text_add(&plain, letter_kind_word(kind));
	if (plain.len > PLAIN_MAX)
		die("the word of a kind of letter is too long");
	seal_close(seal, plain.data, plain.len, sealed);
	encode_base64url(sealed, plain.len + SEAL_OVERHEAD, coded);
	text_addf(out, PREFIX "%s", coded);
	text_clear(&plain);
}

void
unsubscribe_invitations(const struct seal *seal,
    const uint8_t email_index[SEAL_DIGEST], struct text *out)
{
	uint8_t sealed[SEAL_DIGEST + SEAL_OVERHEAD];
	char coded[CODED_MAX];

	seal_close(seal, email_index, SEAL_DIGEST, sealed);
	encode_base64url(sealed, sizeof(sealed), coded);
	text_addf(out, INVITATIONS "%s", coded);
}

static int
read_invitations(
    const struct seal *seal, const char *coded, struct unsubscribe *out)
{
	uint8_t sealed[SEAL_DIGEST + SEAL_OVERHEAD];
	char opened[SEAL_DIGEST + 1];

	if (decode_base64url(coded, sealed, sizeof(sealed)) !=
		(long)sizeof(sealed) ||
	    seal_open(seal, sealed, sizeof(sealed), opened) != 0)
		return -1;
	memcpy(out->email_index, opened, SEAL_DIGEST);
	out->kind = LETTER_INVITED;
	out->is_invitations = true;
	return 0;
}

static int
read_kind(const struct seal *seal, const char *coded, struct unsubscribe *out)
{
	const size_t start = strlen(MARK) + sizeof(out->member.bytes);
	uint8_t sealed[PLAIN_MAX + SEAL_OVERHEAD];
	char plain[PLAIN_MAX + 1];
	long n = decode_base64url(coded, sealed, sizeof(sealed));
	int found;

	if (n < (long)(start + SEAL_OVERHEAD) ||
	    seal_open(seal, sealed, (size_t)n, plain) != 0 ||
	    strncmp(plain, MARK, strlen(MARK)) != 0)
		return -1;
	memcpy(
	    out->member.bytes, plain + strlen(MARK), sizeof(out->member.bytes));
	found = letter_kind_find(plain + start);
	if (found < 0 || letter_title((enum letter_kind)found, "en") == NULL)
		return -1;
	out->kind = (enum letter_kind)found;
	return 0;
}

int
unsubscribe_read(
    const struct seal *seal, const char *token, struct unsubscribe *out)
{
	*out = (struct unsubscribe){ 0 };
	if (strncmp(token, PREFIX, strlen(PREFIX)) == 0)
		return read_kind(seal, token + strlen(PREFIX), out);
	if (strncmp(token, INVITATIONS, strlen(INVITATIONS)) == 0)
		return read_invitations(seal, token + strlen(INVITATIONS), out);
	return -1;
}

static bool
is_invitation(enum letter_kind kind)
{
	return kind == LETTER_INVITED || kind == LETTER_INVITED_BY;
}

bool
unsubscribe_of_letter(const struct seal *seal, enum letter_kind kind,
    const struct id *member, const char *email, struct text *out)
{
	uint8_t index[SEAL_DIGEST];

	if (is_invitation(kind)) {
		seal_index(seal, SEAL_EMAIL_INDEX, email, strlen(email), index);
		unsubscribe_invitations(seal, index, out);
		return true;
	}
	if (member == NULL || letter_title(kind, "en") == NULL)
		return false;
	add_kind(seal, member, kind, out);
	return true;
}

const char *
unsubscribe_title(enum letter_kind kind, const char *language)
{
	/* The word is both languages'. */
	return is_invitation(kind) ? "Invitations"
				   : letter_title(kind, language);
}
