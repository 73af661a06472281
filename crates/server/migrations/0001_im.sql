-- The IM half. Times are milliseconds since 1970; `user`, `owner`, `sender` are rows of `users`.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    -- What travels on the wire.
    user_id TEXT NOT NULL UNIQUE,
    -- What a foreign App Server calls the user, where that cannot travel; otherwise empty.
    foreign_id TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    -- 1 user, 2 administrator, 3 notification account, 4 robot.
    level INTEGER NOT NULL DEFAULT 1,
    -- 0 everything, 1 nothing, 2 without being told.
    recv_msg_opt INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    -- Nobody signs in as this user or writes to him any more; what he wrote stays.
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX users_foreign ON users (foreign_id) WHERE foreign_id <> '';

-- Of a token only its SHA-256 is kept.
CREATE TABLE tokens (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    user INTEGER NOT NULL REFERENCES users (id),
    -- 0 until the first connection decides.
    platform INTEGER NOT NULL DEFAULT 0,
    kicked INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    -- 0: never.
    expires INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tokens_of_user ON tokens (user, kicked, platform);

CREATE TABLE conversations (
    id INTEGER NOT NULL PRIMARY KEY,
    wire_id TEXT NOT NULL UNIQUE,
    max_seq INTEGER NOT NULL DEFAULT 0,
    min_seq INTEGER NOT NULL DEFAULT 0,
    -- Countable messages so far.
    count INTEGER NOT NULL DEFAULT 0,
    last_time INTEGER NOT NULL DEFAULT 0,
    -- The last message that mentioned everybody: one number, whatever the size of the group.
    at_all_seq INTEGER NOT NULL DEFAULT 0,
    -- 2 a mention, 4 an announcement.
    at_all_type INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A conversation as one of its people has it. Absent for hidden notification conversations.
CREATE TABLE user_conversations (
    owner INTEGER NOT NULL REFERENCES users (id),
    conversation INTEGER NOT NULL REFERENCES conversations (id),
    -- The session type: 1 single, 3 group, 4 notice.
    kind INTEGER NOT NULL DEFAULT 1,
    -- The other person; 0 in a group.
    peer INTEGER NOT NULL DEFAULT 0,
    group_id TEXT NOT NULL DEFAULT '',
    recv_msg_opt INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    private_chat INTEGER NOT NULL DEFAULT 0,
    -- Whether its owner himself was mentioned (1). Everybody is the business of `conversations.at_all_seq`.
    group_at_type INTEGER NOT NULL DEFAULT 0,
    -- Mentions of everybody up to here were seen, or are not for its owner.
    at_all_seen INTEGER NOT NULL DEFAULT 0,
    burn_duration INTEGER NOT NULL DEFAULT 0,
    destruct_time INTEGER NOT NULL DEFAULT 0,
    latest_destruct_time INTEGER NOT NULL DEFAULT 0,
    destruct INTEGER NOT NULL DEFAULT 0,
    attached_info TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    -- The first and last seq that may be seen; 0: no limit.
    min_seq INTEGER NOT NULL DEFAULT 0,
    max_seq INTEGER NOT NULL DEFAULT 0,
    -- How far it was read for the unread count, and the conversation's count there.
    read_seq INTEGER NOT NULL DEFAULT 0,
    read_count INTEGER NOT NULL DEFAULT 0,
    -- How far its owner said that he has read: what the other side is shown. Own messages do not move it.
    seen_seq INTEGER NOT NULL DEFAULT 0,
    -- In a group that its owner left: when the last message came that he may see, and the first notice of the hidden
    -- conversation that he may not; 0: he is in.
    left_time INTEGER NOT NULL DEFAULT 0,
    notices_end INTEGER NOT NULL DEFAULT 0,
    -- Deleted by its owner; the next message shows it again.
    hidden INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_conversations_hidden ON user_conversations (conversation) WHERE hidden = 1;

CREATE TABLE messages (
    -- Grows over all conversations, in commit order.
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    -- Empty for what the server itself wrote.
    client_msg_id TEXT NOT NULL DEFAULT '',
    send_time INTEGER NOT NULL,
    content_type INTEGER NOT NULL,
    -- The conversation's count, this message included.
    count INTEGER NOT NULL DEFAULT 0,
    -- The encoded MsgData as it is delivered.
    body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_by_seq ON messages (conversation, seq);
CREATE INDEX messages_by_client_id ON messages (sender, client_msg_id);

-- The words by which messages are found; its rows are their positions.
CREATE VIRTUAL TABLE found USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');

-- What is still to be told to the App Server whose address the server's owner gave, in this order.
CREATE TABLE routing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    -- Of a message.
    position INTEGER NOT NULL,
    -- It was taken back; 0: it was written.
    recalled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How far that has come, and by which rules.
CREATE TABLE found_up_to (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;

-- What one person deleted for himself.
CREATE TABLE deletions (
    owner INTEGER NOT NULL,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (owner, conversation, seq)
) STRICT, WITHOUT ROWID;

-- Which messages of a conversation quote which.
CREATE TABLE quotes (
    conversation INTEGER NOT NULL,
    client_msg_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (conversation, client_msg_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE friends (
    owner INTEGER NOT NULL REFERENCES users (id),
    friend INTEGER NOT NULL REFERENCES users (id),
    remark TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL DEFAULT 0,
    -- 1 import, 2 request.
    add_source INTEGER NOT NULL DEFAULT 0,
    operator TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    pinned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, friend)
) STRICT, WITHOUT ROWID;
CREATE INDEX friends_by_friend ON friends (friend);

CREATE TABLE friend_requests (
    from_user INTEGER NOT NULL REFERENCES users (id),
    to_user INTEGER NOT NULL REFERENCES users (id),
    -- 0 open, 1 agreed, -1 refused.
    handle_result INTEGER NOT NULL DEFAULT 0,
    req_msg TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL DEFAULT 0,
    handler TEXT NOT NULL DEFAULT '',
    handle_msg TEXT NOT NULL DEFAULT '',
    handled INTEGER NOT NULL DEFAULT 0,
    ex TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (from_user, to_user)
) STRICT, WITHOUT ROWID;
CREATE INDEX friend_requests_received ON friend_requests (to_user);

CREATE TABLE blacks (
    owner INTEGER NOT NULL REFERENCES users (id),
    black INTEGER NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL DEFAULT 0,
    add_source INTEGER NOT NULL DEFAULT 0,
    operator TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (owner, black)
) STRICT, WITHOUT ROWID;
CREATE INDEX blacks_by_black ON blacks (black);

-- What a person lets others do. Who has no row has chosen nothing.
CREATE TABLE privacy (
    user INTEGER NOT NULL PRIMARY KEY REFERENCES users (id),
    -- Found by his telephone number or mail address, by his ID or account name.
    by_contact INTEGER NOT NULL DEFAULT 1,
    by_id INTEGER NOT NULL DEFAULT 1,
    -- Who becomes his friend: 0 everybody at once, 1 whom he accepts, 2 nobody.
    adding INTEGER NOT NULL DEFAULT 1,
    -- Others put him into groups without asking.
    pulled INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE groups (
    id INTEGER NOT NULL PRIMARY KEY,
    group_id TEXT NOT NULL UNIQUE,
    -- What a foreign App Server calls the group, where that cannot travel; otherwise empty.
    foreign_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    notification TEXT NOT NULL DEFAULT '',
    introduction TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL DEFAULT 0,
    ex TEXT NOT NULL DEFAULT '',
    -- 0 open, 1 banned, 2 dismissed, 3 muted.
    status INTEGER NOT NULL DEFAULT 0,
    creator TEXT NOT NULL DEFAULT '',
    kind INTEGER NOT NULL DEFAULT 2,
    need_verification INTEGER NOT NULL DEFAULT 0,
    look_member_info INTEGER NOT NULL DEFAULT 0,
    apply_member_friend INTEGER NOT NULL DEFAULT 0,
    notification_time INTEGER NOT NULL DEFAULT 0,
    notification_user TEXT NOT NULL DEFAULT '',
    -- Whether who comes in sees what was written before: 0 as the owner of the server has it, 1 yes, 2 no.
    history INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX groups_foreign ON groups (foreign_id) WHERE foreign_id <> '';

CREATE TABLE group_members (
    group_row INTEGER NOT NULL REFERENCES groups (id),
    user INTEGER NOT NULL REFERENCES users (id),
    -- 100 owner, 60 admin, 20 member.
    role INTEGER NOT NULL DEFAULT 20,
    joined INTEGER NOT NULL DEFAULT 0,
    nickname TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    join_source INTEGER NOT NULL DEFAULT 0,
    operator TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    mute_end INTEGER NOT NULL DEFAULT 0,
    inviter TEXT NOT NULL DEFAULT '',
    -- He writes also while the group is muted.
    exempt INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_row, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX groups_of_user ON group_members (user);
-- The order in which members are listed, so that a page of a long list costs a page.
CREATE INDEX group_members_listed ON group_members (group_row, role DESC, joined, user);

-- Who was in a group and is not any more.
CREATE TABLE group_departures (
    group_row INTEGER NOT NULL REFERENCES groups (id),
    user INTEGER NOT NULL REFERENCES users (id),
    time INTEGER NOT NULL DEFAULT 0,
    -- Empty where he went by himself.
    removed_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (group_row, user)
) STRICT, WITHOUT ROWID;

-- Who asked to be let into a group, or is asked for by a member, or is asked himself; the newest for each.
CREATE TABLE group_requests (
    group_row INTEGER NOT NULL REFERENCES groups (id),
    user INTEGER NOT NULL REFERENCES users (id),
    -- 0 open, 1 agreed, -1 refused.
    handle_result INTEGER NOT NULL DEFAULT 0,
    req_msg TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL DEFAULT 0,
    handler TEXT NOT NULL DEFAULT '',
    handle_msg TEXT NOT NULL DEFAULT '',
    handled INTEGER NOT NULL DEFAULT 0,
    ex TEXT NOT NULL DEFAULT '',
    -- 2 invitation, 3 search, 4 QR code.
    join_source INTEGER NOT NULL DEFAULT 0,
    inviter TEXT NOT NULL DEFAULT '',
    -- Who answers: 0 owner and admins, 1 the person himself.
    consent INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_row, user, consent)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_requests_sent ON group_requests (user);

-- What changed in a list that clients keep, so that they can ask for the difference.
CREATE TABLE version_logs (
    id INTEGER NOT NULL PRIMARY KEY,
    -- Which list; see store/versions.rs.
    list INTEGER NOT NULL,
    -- A user or a group.
    owner INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (list, owner)
) STRICT;

CREATE TABLE version_entries (
    -- Grows with every change; a copy of the database that is put back is known by it.
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    log INTEGER NOT NULL REFERENCES version_logs (id),
    element TEXT NOT NULL,
    -- 1 insert, 2 delete, 3 update.
    state INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (log, element)
) STRICT;
CREATE INDEX version_entries_newest ON version_entries (log, version);

-- Small things that a person's clients keep on the server, favourites for example.
CREATE TABLE user_commands (
    owner INTEGER NOT NULL REFERENCES users (id),
    kind INTEGER NOT NULL,
    uuid TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, kind, uuid)
) STRICT, WITHOUT ROWID;

-- Files that people put here. What is in one lies beside the database, in a folder of its owner under the SHA-256 of its
-- bytes.
CREATE TABLE objects (
    -- As it stands in an address; nobody guesses it.
    name TEXT NOT NULL PRIMARY KEY,
    -- The random part of it.
    key TEXT NOT NULL UNIQUE,
    owner INTEGER NOT NULL REFERENCES users (id),
    -- The MD5 of the comma-joined MD5s of its parts, by which a client asks whether it is here.
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL DEFAULT '',
    -- When somebody last put it here or wanted to.
    touched INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX objects_of_owner ON objects (owner, hash);
CREATE INDEX objects_by_content ON objects (owner, content);
CREATE INDEX objects_touched ON objects (touched);

-- What nobody names any more and may still lie in the bucket.
CREATE TABLE object_removals (
    owner INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (owner, content)
) STRICT, WITHOUT ROWID;

-- Which messages name which objects.
CREATE TABLE object_uses (
    key TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, conversation, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX object_uses_of_message ON object_uses (conversation, seq);
