/*
 * Letters as files: each one .eml in a folder, there wholly or not at all.
 */
#ifndef IO_MAIL_FILES_H
#define IO_MAIL_FILES_H

#include <stddef.h>
#include "base/attr.h"
#include "base/fault.h"
#include "io/mail.h"

/* Makes the folder and those above it where missing (mode 0700), and removes
 * halves of letters that a crash left an hour ago or earlier. */
int mail_files_open(const char *folder, struct fault *why) MUST_CHECK;
/* In any thread. Writes the message as <created>-<message id>.eml; the same
 * message again takes the same name. */
enum mail_verdict mail_files_write(const char *folder,
    const struct mail_message *message, struct fault *why) MUST_CHECK;

#endif
