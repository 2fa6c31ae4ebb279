/* Tokens against letters: see work/unsubscribe.h. */
#include "work/unsubscribe.h"
#include "base/encode.h"
#include "base/memory.h"
#include "io/seal.h"

#define PREFIX "sdu_"
#define MARK "unsubscribe " /* other things are sealed with the same key */
#define PLAIN_MAX 96

void
unsubscribe_token(const struct seal *seal, const struct id *member,
    enum letter_kind kind, struct text *out)
{
	uint8_t sealed[PLAIN_MAX + SEAL_OVERHEAD];
	char coded[UNSUBSCRIBE_TOKEN_MAX + 1];
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

int
unsubscribe_read(const struct seal *seal, const char *token, struct id *member,
    enum letter_kind *kind)
{
	const size_t start = strlen(MARK) + sizeof(member->bytes);
	uint8_t sealed[PLAIN_MAX + SEAL_OVERHEAD];
	char plain[PLAIN_MAX + 1];
	long n;
	int found;

	if (strncmp(token, PREFIX, strlen(PREFIX)) != 0)
		return -1;
	n = decode_base64url(token + strlen(PREFIX), sealed, sizeof(sealed));
	if (n < (long)(start + SEAL_OVERHEAD) ||
	    seal_open(seal, sealed, (size_t)n, plain) != 0 ||
	    strncmp(plain, MARK, strlen(MARK)) != 0)
		return -1;
	memcpy(member->bytes, plain + strlen(MARK), sizeof(member->bytes));
	found = letter_kind_find(plain + start);
	if (found < 0 || letter_title((enum letter_kind)found, "en") == NULL)
		return -1;
	*kind = (enum letter_kind)found;
	return 0;
}
