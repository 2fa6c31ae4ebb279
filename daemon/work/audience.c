/*
 * Who listens: see work/audience.h. In the tree stands the first listener of each
 * member, who leads to the member's others.
 */
#include <search.h>
#include "work/audience.h"
#include "base/memory.h"

static int
compare_members(const void *a, const void *b)
{
	const struct listener *x = a, *y = b;

	return id_compare(&x->member, &y->member);
}

void
audience_add(struct audience *a, struct listener *l)
{
	struct listener **first = tsearch(l, &a->by_member, compare_members);

	if (first == NULL)
		die("no memory");
	if (*first != l) {
		l->next_of_member = *first;
		l->next_of_member->prev_of_member = l;
		*first = l;
	}
	l->next = a->first;
	if (l->next != NULL)
		l->next->prev = l;
	a->first = l;
	a->count++;
}

static void
leave_member(struct audience *a, struct listener *l)
{
	struct listener **first;

	if (l->next_of_member != NULL)
		l->next_of_member->prev_of_member = l->prev_of_member;
	if (l->prev_of_member != NULL) {
		l->prev_of_member->next_of_member = l->next_of_member;
	} else if (l->next_of_member != NULL) {
		first = tfind(l, &a->by_member, compare_members);
		*first = l->next_of_member;
	} else {
		tdelete(l, &a->by_member, compare_members);
	}
}

void
audience_remove(struct audience *a, struct listener *l)
{
	leave_member(a, l);
	if (l->prev != NULL)
		l->prev->next = l->next;
	else
		a->first = l->next;
	if (l->next != NULL)
		l->next->prev = l->prev;
	a->count--;
}

struct listener *
audience_of(const struct audience *a, const struct id *member)
{
	struct listener key = { .member = *member };
	struct listener *const *first =
	    tfind(&key, &a->by_member, compare_members);

	return first == NULL ? NULL : *first;
}
