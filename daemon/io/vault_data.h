/*
 * Private to io/vault*: what writing and reading share.
 */
#ifndef IO_VAULT_DATA_H
#define IO_VAULT_DATA_H

#include <sodium.h>
#include <stdio.h>
#include "io/vault.h"

#define VAULT_MAGIC "serendip-vault-1\n"
#define VAULT_MAGIC_SIZE (sizeof(VAULT_MAGIC) - 1)
#define VAULT_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define VAULT_SEALED_KEY (VAULT_KEY + crypto_box_SEALBYTES)
#define VAULT_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
/* All that stands before the first message. */
#define VAULT_BEGIN (VAULT_MAGIC_SIZE + VAULT_SEALED_KEY + VAULT_HEADER)
#define VAULT_LENGTH 4
#define VAULT_TAGGED crypto_secretstream_xchacha20poly1305_ABYTES
/* Of an encrypted message: kind, content, tag. */
#define VAULT_ROOM (1 + VAULT_MAX + VAULT_TAGGED)

/* The two lines that keys are kept in, and which of them it is. */
#define VAULT_PUBLIC "serendip-backup-public-1 "
#define VAULT_PRIVATE "serendip-backup-private-1 "
/* Reads one: 32 bytes. -1 where the file is missing or another's; a private one
 * that others may read. */
int vault_read_key(const char *file, const char *mark, uint8_t key[32],
    struct fault *why) MUST_CHECK;

#endif
