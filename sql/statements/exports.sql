-- All that is kept of a member, as one statement and so of one moment: rows of
-- a section's name and an entry. Of an entry {"$sealed": hex} is a sealed text,
-- {"$why": facts} are reasons, {"$shown": values} a partner's attributes that are
-- shown: daemon/api/api_export.c puts what they mean in their place. Of others it
-- has only what the member was shown. tests/api/export.py holds it to the tables.
-- One document must fit into memory: of messages, which alone have no end, it has
-- the newest that $2 bytes hold, and how many more there are.
-- name: export_member
WITH me AS (SELECT * FROM members WHERE id = $1),
said AS (SELECT *, sum(octet_length(sealed)) OVER (ORDER BY id DESC) AS bytes
    FROM messages WHERE member = $1),
found(section, place, entry) AS (
SELECT 'member', '', jsonb_build_object('id', m.id, 'ref', m.ref,
    'email', sealed_text(m.email_sealed),
    'email_stopped_at', api_time(m.email_stopped_at), 'name', m.name,
    'language', m.language, 'zone', m.zone, 'pitch', m.pitch,
    'state', m.state, 'version', m.version, 'source', m.source,
    'terms_version', m.terms_version, 'consented_at', api_time(m.consented_at),
    'attested_age', m.attested_age, 'joined_at', api_time(m.joined_at),
    'paused', is_paused(m, clock()), 'paused_until', api_time(m.paused_until),
    'rest_since', api_time(m.rest_since), 'back_at', api_time(m.back_at),
    'review_since', api_time(m.review_since), 'operator', m.is_operator)
FROM me m
UNION ALL
SELECT 'attributes', attribute, jsonb_build_object('attribute', attribute,
    'value', value)
FROM member_attributes WHERE member = $1
UNION ALL
SELECT 'memberships', pool, jsonb_build_object('pool', pool,
    'joined_at', api_time(joined_at), 'skip_next', skip_next, 'every', every,
    'every_since', api_time(every_since), 'prefers_three', prefers_three)
FROM memberships WHERE member = $1
UNION ALL
SELECT 'letter_choices', '', jsonb_build_object('unwanted', unwanted,
    'quiet_from', quiet_from, 'quiet_to', quiet_to, 'weekly_max', weekly_max)
FROM letter_choices WHERE member = $1
UNION ALL
SELECT 'sessions', to_us(created_at)::text, jsonb_build_object('id', id,
    'label', label, 'created_at', api_time(created_at),
    'used_at', api_time(used_at), 'expires_at', api_time(expires_at))
FROM sessions WHERE member = $1
UNION ALL
SELECT 'sign_ins', to_us(s.created_at)::text, jsonb_build_object(
    'asked_at', api_time(s.created_at), 'used_at', api_time(s.used_at),
    'tries', s.tries)
FROM signins s JOIN me m ON m.email_index = s.email_index
UNION ALL
SELECT 'calendar', '', jsonb_build_object('made_at', api_time(made_at))
FROM calendars WHERE member = $1
UNION ALL
SELECT 'address_change', '', jsonb_build_object(
    'email', sealed_text(email_sealed), 'asked_at', api_time(asked_at),
    'new_confirmed_at', api_time(new_at), 'old_confirmed_at', api_time(old_at))
FROM address_changes WHERE member = $1
UNION ALL
SELECT 'invitations', id::text, jsonb_build_object('id', id, 'pool', pool,
    'uses', uses, 'uses_max', uses_max, 'created_at', api_time(created_at),
    'expires_at', api_time(expires_at), 'ended_at', api_time(ended_at))
FROM invitations WHERE inviter = $1
UNION ALL
SELECT 'people_known', id::text, jsonb_build_object('id', id,
    'email', sealed_text(email_sealed), 'added_at', api_time(added_at))
FROM known_people WHERE member = $1
UNION ALL
SELECT 'relations', to_us(created_at)::text, jsonb_build_object('kind', kind,
    'source', source, 'created_at', api_time(created_at))
FROM ties WHERE by = $1
UNION ALL
SELECT 'blocks', id::text, jsonb_build_object('id', id,
    'who', sealed_text(sealed), 'introduction', introduction,
    'handle', handle, 'blocked_at', api_time(blocked_at))
FROM blocks WHERE member = $1
UNION ALL
SELECT 'reports', id::text, jsonb_build_object('id', id,
    'introduction', introduction, 'category', category,
    'text', sealed_text(sealed), 'state', state,
    'reported_at', api_time(reported_at), 'decided_at', api_time(decided_at),
    'words', sealed_text(words_sealed))
FROM reports WHERE reporter = $1
UNION ALL
SELECT 'suggestions', s.id::text, jsonb_build_object('id', s.id,
    'pool', s.pool, 'people', (SELECT jsonb_agg(jsonb_build_object(
            'who', sealed_text(p.sealed), 'introduction', p.introduction,
            'handle', p.handle) ORDER BY p.place)
        FROM suggested_people p WHERE p.suggestion = s.id),
    'because', sealed_text(s.because_sealed), 'made_at', api_time(s.made_at))
FROM suggestions s WHERE s.member = $1
UNION ALL
SELECT 'rounds', w.round::text, jsonb_build_object('round', w.round,
    'pool', r.pool, 'at', api_time(r.published_at), 'outcome', w.outcome,
    'introduction', (SELECT v.introduction FROM introduction_pairs v
        WHERE v.introduction = w.introduction AND v.member = w.member LIMIT 1),
    'why', jsonb_build_object('$why', w.why),
    'arm', (SELECT e.arms[w.arm + 1] FROM experiments e
        WHERE e.id = r.experiment AND e.ended_at IS NOT NULL))
FROM round_members w JOIN rounds r ON r.id = w.round WHERE w.member = $1
UNION ALL
SELECT 'introductions', i.id::text, jsonb_build_object('id', i.id,
    'round', i.round, 'pool', i.pool, 'state', state_seen(i, s),
    'answer', s.response, 'offered_at', api_time(i.offered_at),
    'expires_at', api_time(i.expires_at),
    'accepted_at', api_time(i.accepted_at),
    'outcome_until', api_time(i.outcome_until),
    'why', jsonb_build_object('$why', i.why),
    'partners', (SELECT jsonb_agg(jsonb_build_object('handle', p.handle,
        'name', shown_name(m, me.language), 'pitch', m.pitch,
        'language', m.language, 'zone', m.zone, 'answer', p.response,
        'attributes', jsonb_build_object('$shown', (SELECT coalesce(string_agg(
            attribute || E'\t' || value, E'\n' ORDER BY attribute), '')
            FROM member_attributes WHERE member = m.id)),
        'email', CASE WHEN m.state = 'active'
            THEN sealed_text(m.email_sealed) END) ORDER BY p.member)
        FROM introduction_pairs v
        JOIN introduction_members p ON p.introduction = v.introduction
            AND p.member = v.partner
        JOIN members m ON m.id = p.member
        WHERE v.introduction = i.id AND v.member = $1))
FROM me JOIN introduction_members s ON s.member = me.id
JOIN introductions i ON i.id = s.introduction
WHERE EXISTS (SELECT FROM introduction_pairs v
    WHERE v.introduction = i.id AND v.member = $1)
UNION ALL
SELECT 'answers', introduction::text, jsonb_build_object(
    'introduction', introduction, 'answer', response,
    'answered_at', api_time(answered_at), 'reason', reason,
    'read_at', api_time(read_at), 'asked', asked, 'ask_at', api_time(ask_at))
FROM introduction_members WHERE member = $1
UNION ALL
SELECT 'outcomes', introduction::text, jsonb_build_object(
    'introduction', introduction, 'met', met, 'rating', rating,
    'learned', learned, 'again', again, 'no_show', no_show,
    'said_at', api_time(said_at))
FROM outcomes WHERE member = $1
UNION ALL
SELECT 'messages', id::text, jsonb_build_object('id', id,
    'introduction', introduction, 'text', sealed_text(sealed),
    'written_at', api_time(written_at))
FROM said WHERE bytes <= $2
UNION ALL
SELECT 'messages_left_out', '', to_jsonb(count(*)) FROM said WHERE bytes > $2
UNION ALL
SELECT 'prompts', introduction::text || place, jsonb_build_object(
    'introduction', introduction, 'prompt', prompt, 'attribute', attribute,
    'mine', mine, 'theirs', theirs, 'given_at', api_time(given_at))
FROM prompts_given WHERE member = $1
UNION ALL
SELECT 'meetings_proposed', introduction::text, jsonb_build_object(
    'introduction', introduction, 'starts_at', api_time(starts_at),
    'minutes', minutes, 'where', sealed_text(place_sealed), 'state', state,
    'sequence', sequence, 'made_at', api_time(made_at),
    'changed_at', api_time(changed_at))
FROM meetings WHERE by = $1
UNION ALL
SELECT 'meeting_answers', introduction::text, jsonb_build_object(
    'introduction', introduction, 'accepts', accepts,
    'answered_at', api_time(answered_at))
FROM meeting_answers WHERE member = $1
UNION ALL
SELECT 'letters', to_us(created_at)::text || id, jsonb_build_object(
    'id', id, 'kind', kind, 'state', state,
    'created_at', api_time(created_at), 'done_at', api_time(done_at),
    'attempts', attempts)
FROM outbox WHERE member = $1
UNION ALL
SELECT 'audit', lpad(number::text, 20, '0'), jsonb_build_object(
    'at', api_time(at), 'by', CASE WHEN strpos(actor, $1::text) > 0 THEN 'me'
        ELSE split_part(actor, ':', 1) END, 'action', action,
    'subject', subject, 'detail', detail)
FROM (SELECT * FROM audit WHERE actor = 'member:' || $1::uuid
    UNION
    SELECT * FROM audit WHERE actor = 'operator:' || $1::uuid
    UNION
    SELECT * FROM audit WHERE subject = $1 AND actor NOT LIKE 'member:%'
    UNION
    SELECT * FROM audit WHERE action LIKE 'letter %'
        AND right(detail, 36) = $1::text) AS lines
)
SELECT section, entry::text FROM found ORDER BY section, place;
