/*
 * See mail_world.h.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "mail_world.h"

const struct mail_message mail_world_plain = {
	.message_id = "01935d3e-7c40-7000-8000-000000000001@serendip",
	.from = "Serendip <serendip@example.org>",
	.to = "zoe@example.org",
	.subject = "Hello",
	.text = "One\nTwo\n",
	.created_us = INT64_C(1795497093000000), /* 2026-11-24T05:11:33Z */
};

int
mail_world_open(void **state)
{
	struct mail_world *w = test_calloc(1, sizeof(*w));

	text_copy(w->root, sizeof(w->root), "/tmp/test_mail.XXXXXX");
	assert_non_null(mkdtemp(w->root));
	snprintf(w->folder, sizeof(w->folder), "%s/some/letters", w->root);
	w->loop = loop_new();
	*state = w;
	return 0;
}

int
mail_world_close(void **state)
{
	struct mail_world *w = *state;
	struct text command = { 0 };

	loop_free(w->loop);
	text_addf(&command, "rm -r %s", w->root);
	assert_int_equal(system(command.data), 0);
	text_clear(&command);
	test_free(w);
	return 0;
}

void
mail_world_on_done(void *arg, enum mail_verdict verdict, const char *reason)
{
	struct mail_world *w = arg;

	w->calls++;
	w->verdict = verdict;
	text_copy(w->reason, sizeof(w->reason), reason);
	loop_stop(w->loop);
}

struct mail *
mail_world_mail(struct mail_world *w)
{
	struct text transport = { 0 };
	struct fault why;
	struct mail *mail;

	text_addf(&transport, "files:%s", w->folder);
	mail = mail_new(w->loop,
	    &(struct mail_options){ .transport = transport.data }, &why);
	assert_non_null(mail);
	text_clear(&transport);
	return mail;
}

void
mail_world_deliver(
    struct mail_world *w, struct mail *mail, const struct mail_message *m)
{
	int before = w->calls;

	assert_non_null(mail_send(mail, m, mail_world_on_done, w));
	assert_int_equal(w->calls, before); /* never from inside */
	loop_run(w->loop);
	assert_int_equal(w->calls, before + 1);
}

int
mail_world_files(const struct mail_world *w, char name[256])
{
	DIR *dir = opendir(w->folder);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		text_copy(name, 256, entry->d_name);
		n++;
	}
	closedir(dir);
	return n;
}
