-- One account's data. Times are milliseconds since 1970; user and conversation ids are the wire's.

-- One row: whose data this is and on which server.
CREATE TABLE account (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    address TEXT NOT NULL,
    -- 1 Selkie, 2 plain OpenIM.
    server_kind INTEGER NOT NULL,
    -- Both empty on plain OpenIM: there the address stands for the server.
    server_id TEXT NOT NULL DEFAULT '',
    epoch TEXT NOT NULL DEFAULT '',
    server_name TEXT NOT NULL DEFAULT '',
    -- Bytes of content that the server takes; 0 where it does not tell.
    max_message INTEGER NOT NULL DEFAULT 0,
    -- Bytes of a file that it takes; 0 where it does not tell.
    max_file INTEGER NOT NULL DEFAULT 0,
    -- The server's words for what it offers beside OpenIM, between blanks.
    features TEXT NOT NULL DEFAULT '',
    -- For so long own messages can be taken back, in milliseconds; 0: for ever.
    revoke_ms INTEGER NOT NULL DEFAULT 0,
    user_id TEXT NOT NULL,
    -- Empty where an App Server admitted the person by a token.
    account TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    has_password INTEGER NOT NULL DEFAULT 0,
    -- The pinned certificate as it is shown; empty: the platform decides.
    fingerprint TEXT NOT NULL DEFAULT '',
    -- Where the person's App Server renews tokens.
    renew_url TEXT NOT NULL DEFAULT '',
    -- 1 keychain, 2 file.
    secret_store INTEGER NOT NULL DEFAULT 1,
    signed_in INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    -- How far the list of conversations was fetched.
    list_id TEXT NOT NULL DEFAULT '',
    list_version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a row of the list shows stands here, so that the list is never counted together from messages.
CREATE TABLE conversations (
    conversation_id TEXT NOT NULL PRIMARY KEY,
    -- 1 single, 3 group, 4 notice: the session types.
    kind INTEGER NOT NULL,
    -- The other person, or the group.
    peer_id TEXT NOT NULL DEFAULT '',
    -- Shown though nothing was written in it yet.
    opened INTEGER NOT NULL DEFAULT 0,
    time INTEGER NOT NULL DEFAULT 0,
    -- The newest message's `local`; 0: none.
    last INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    -- The newest seq that is known to exist, and the running count there.
    max_seq INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 0,
    -- The first seq that its owner may see.
    min_seq INTEGER NOT NULL DEFAULT 0,
    read_seq INTEGER NOT NULL DEFAULT 0,
    read_count INTEGER NOT NULL DEFAULT 0,
    -- How far this person said that he has read; own messages move `read_seq` only.
    seen_seq INTEGER NOT NULL DEFAULT 0,
    peer_read_seq INTEGER NOT NULL DEFAULT 0,
    -- Kept as received.
    recv_msg_opt INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    ex TEXT NOT NULL DEFAULT '',
    -- What was written here and not sent.
    draft TEXT NOT NULL DEFAULT '',
    -- Whom it mentions and where, as JSON; empty: nobody.
    draft_meant TEXT NOT NULL DEFAULT '',
    -- The clientMsgID of the message that it answers; empty: none.
    draft_quote TEXT NOT NULL DEFAULT '',
    -- What the server says of mentions that were not seen, as received.
    at_type INTEGER NOT NULL DEFAULT 0,
    -- The same as it is shown: 0 none, 1 this person, 2 everybody, 4 by an announcement; and the first such message.
    mention INTEGER NOT NULL DEFAULT 0,
    mention_seq INTEGER NOT NULL DEFAULT 0,
    -- Out of the list until something is written.
    deleted INTEGER NOT NULL DEFAULT 0,
    -- Whether what is written burns after reading, after how many seconds, and after how many everything goes; 0: never.
    private INTEGER NOT NULL DEFAULT 0,
    burn INTEGER NOT NULL DEFAULT 0,
    keep INTEGER NOT NULL DEFAULT 0,
    -- What the person set and the server has not confirmed, as JSON; see wishes/wanted.rs.
    wanted TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX conversations_by_time ON conversations (time);
CREATE INDEX conversations_by_peer ON conversations (peer_id);
CREATE INDEX conversations_wanted ON conversations (conversation_id) WHERE wanted <> '';

CREATE TABLE messages (
    local INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL,
    -- The key in every layer: what the sender called it, unless somebody else's message bears that name already.
    client_msg_id TEXT NOT NULL,
    -- What the sender called it.
    sent_as TEXT NOT NULL,
    server_msg_id TEXT NOT NULL DEFAULT '',
    -- 0: the server has not given one.
    seq INTEGER NOT NULL DEFAULT 0,
    -- The conversation's running count up to here; 0 on plain OpenIM.
    count INTEGER NOT NULL DEFAULT 0,
    countable INTEGER NOT NULL DEFAULT 0,
    sender_id TEXT NOT NULL,
    sender_nickname TEXT NOT NULL DEFAULT '',
    sender_face_url TEXT NOT NULL DEFAULT '',
    mine INTEGER NOT NULL DEFAULT 0,
    -- The server's, before that the own clock's.
    time INTEGER NOT NULL DEFAULT 0,
    content_type INTEGER NOT NULL,
    content BLOB NOT NULL DEFAULT x'',
    ex TEXT NOT NULL DEFAULT '',
    attached_info TEXT NOT NULL DEFAULT '',
    -- 0 the server has it, 1 on its way, 2 failed.
    state INTEGER NOT NULL DEFAULT 0,
    failure TEXT NOT NULL DEFAULT '',
    -- Taken back, or deleted on this side.
    gone INTEGER NOT NULL DEFAULT 0,
    -- Holds its seq and is not shown: a message that came twice, or a kind that is no line of the conversation.
    hidden INTEGER NOT NULL DEFAULT 0,
    -- Whom it mentions: 1 this person, 2 everybody, 4 everybody by an announcement, together or 0.
    mention INTEGER NOT NULL DEFAULT 0,
    -- What the message that it quotes was called by its sender; empty: it quotes none.
    quotes TEXT NOT NULL DEFAULT '',
    -- So many seconds after it was read it is gone; 0: it stays.
    burns INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX messages_burning ON messages (conversation_id, seq) WHERE burns > 0 AND gone = 0 AND hidden = 0;
CREATE UNIQUE INDEX messages_by_seq ON messages (conversation_id, seq) WHERE seq > 0;
CREATE UNIQUE INDEX messages_by_id ON messages (client_msg_id) WHERE hidden = 0;
CREATE UNIQUE INDEX messages_by_sender ON messages (conversation_id, sender_id, sent_as) WHERE hidden = 0;
CREATE INDEX messages_unread ON messages (conversation_id, seq) WHERE seq > 0 AND countable = 1 AND mine = 0;
CREATE INDEX messages_mentioning ON messages (conversation_id, seq) WHERE seq > 0 AND mention <> 0;
CREATE INDEX messages_at ON messages (conversation_id, seq) WHERE content_type IN (106, 114, 2101);
CREATE INDEX messages_quoting ON messages (conversation_id, quotes) WHERE quotes <> '';
CREATE INDEX messages_media ON messages (conversation_id, content_type, seq)
    WHERE content_type BETWEEN 102 AND 105 AND gone = 0 AND hidden = 0;
CREATE INDEX messages_failed ON messages (conversation_id) WHERE state = 2;
CREATE INDEX messages_without_seq ON messages (conversation_id, local) WHERE seq = 0;

-- The order of the index: an id grows with the time of its message; see store/search.rs.
CREATE TABLE indexed (
    id INTEGER NOT NULL PRIMARY KEY,
    -- Its `local`.
    message INTEGER NOT NULL UNIQUE,
    -- The conversation, as `index_names` calls it.
    place INTEGER NOT NULL,
    time INTEGER NOT NULL
) STRICT;

-- The words of each message, as protocol/search.rs makes them; they alone are kept, and no text.
CREATE VIRTUAL TABLE index_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');

-- Short names for conversations and senders.
CREATE TABLE index_names (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One row: by which rules the index was written, up to which `local` of those that it is to have it has come, and how
-- far an id was moved at most.
CREATE TABLE index_state (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    until INTEGER NOT NULL,
    moved INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER messages_leave_the_index AFTER DELETE ON messages
BEGIN
    DELETE FROM index_words WHERE rowid = (SELECT id FROM indexed WHERE message = old.local);
    DELETE FROM indexed WHERE message = old.local;
END;

-- What was done to messages by other ones: reactions, edits and pins (content type 119). The newest of each key counts.
CREATE TABLE acts (
    conversation_id TEXT NOT NULL,
    -- The message by who wrote it and what he called it: it may not be here yet.
    author_id TEXT NOT NULL,
    target TEXT NOT NULL,
    -- 1 reaction, 2 edit, 3 pin.
    kind INTEGER NOT NULL,
    -- Who with which emoji; which edit; empty for the one pin.
    key TEXT NOT NULL,
    -- An own one on its way; it counts beyond all others.
    waiting INTEGER NOT NULL DEFAULT 0,
    -- While it waits, its message's `local`.
    seq INTEGER NOT NULL,
    -- What the act itself is called.
    act_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    -- 0: taken back.
    is_on INTEGER NOT NULL DEFAULT 1,
    -- The emoji, or the words as JSON.
    value TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation_id, author_id, target, kind, key, waiting)
) STRICT, WITHOUT ROWID;
CREATE INDEX acts_reactions ON acts (user_id, conversation_id) WHERE kind = 1;
CREATE INDEX acts_pins ON acts (conversation_id) WHERE kind = 3;
CREATE INDEX acts_waiting ON acts (act_id) WHERE waiting = 1;

-- Messages that were read and burn, with the moment of this device's clock at which they are gone.
CREATE TABLE burning (
    -- Its `local`.
    message INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER burning_goes AFTER DELETE ON messages BEGIN
    DELETE FROM burning WHERE message = old.local;
END;
CREATE TRIGGER burning_is_gone AFTER UPDATE OF gone ON messages WHEN new.gone = 1 BEGIN
    DELETE FROM burning WHERE message = new.local;
END;

-- Messages that are to go out of this person's sight on all his devices, until the server has answered.
CREATE TABLE deletions (
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, seq)
) STRICT, WITHOUT ROWID;

-- Which seqs of a conversation are on this device, or known to be no message. What lies between is a hole.
CREATE TABLE spans (
    conversation_id TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    to_seq INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, from_seq)
) STRICT, WITHOUT ROWID;

-- Seqs whose message was taken back or deleted before it came.
CREATE TABLE erased (
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- Taken back; else deleted on this side.
    recalled INTEGER NOT NULL DEFAULT 0,
    -- By whom, where that was told.
    by_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation_id, seq)
) STRICT, WITHOUT ROWID;

-- How far each hidden notification conversation was worked through.
CREATE TABLE notices (
    conversation_id TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Own messages on their way, in the order of `place` in each conversation.
CREATE TABLE outbox (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    -- Whether a try may have reached the server, and the newest seq before the first one.
    tried INTEGER NOT NULL DEFAULT 0,
    tried_after INTEGER NOT NULL DEFAULT 0,
    -- Why it cannot be sent yet: 1 its file is on the way up; 2 the same, and it is so large that others go past it;
    -- 3 the person has stopped it. 0: nothing.
    waits INTEGER NOT NULL DEFAULT 0,
    -- The place of another one that goes first, while that is here; 0: none.
    behind INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_by_conversation ON outbox (conversation_id, place);
CREATE INDEX outbox_waiting ON outbox (place) WHERE waits <> 0;

-- Files that lie on this device, under the SHA-256 of their bytes. A row may be ahead of its file.
CREATE TABLE files (
    content TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    -- A MIME type, by what the bytes are.
    kind TEXT NOT NULL DEFAULT '',
    -- When it was last wanted.
    used INTEGER NOT NULL DEFAULT 0,
    -- What is known of its way to the server, as JSON; empty: nothing. See uploads/plan.rs.
    upload TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_use ON files (used);

-- Where the servers have them.
CREATE TABLE file_places (
    url TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX file_places_by_content ON file_places (content);

-- Pictures that somebody keeps on this device to send again.
CREATE TABLE stickers (
    -- Of `files`.
    content TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    moves INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What own messages bring that the server does not have yet.
CREATE TABLE attachments (
    -- The message's `local`.
    message INTEGER NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    -- The name that the server is told.
    name TEXT NOT NULL,
    -- The picture that stands for it until it plays; empty: none does.
    poster TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attachments_by_content ON attachments (content);
CREATE INDEX attachments_by_poster ON attachments (poster) WHERE poster <> '';
CREATE TRIGGER attachments_go AFTER DELETE ON messages BEGIN
    DELETE FROM attachments WHERE message = old.local;
END;

-- What was brought into a conversation and not sent, in this order; the bytes lie among the files.
CREATE TABLE draft_files (
    conversation_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    -- What it is called until it is sent.
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (conversation_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_files_by_content ON draft_files (content);
CREATE INDEX draft_files_by_id ON draft_files (id);

-- Voice messages of others that the person has heard here, by their `local`.
CREATE TABLE heard (message INTEGER NOT NULL PRIMARY KEY) STRICT;
CREATE TRIGGER heard_goes AFTER DELETE ON messages BEGIN
    DELETE FROM heard WHERE message = old.local;
END;

-- Read marks that the server has not confirmed, and how far the last confirmed one went.
CREATE TABLE marks (
    conversation_id TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    from_seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    user_id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    robot INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    -- 0: not asked for yet.
    fetched INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How far each list that the server keeps was fetched.
CREATE TABLE versions (
    -- Which list; see store/versions.rs.
    list INTEGER NOT NULL PRIMARY KEY,
    log TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 0,
    -- Grows when something of the list was told without a version: an answer that was asked for before is older.
    told INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE friends (
    user_id TEXT NOT NULL PRIMARY KEY,
    -- What he is called here; empty: by his own name.
    remark TEXT NOT NULL DEFAULT '',
    ex TEXT NOT NULL DEFAULT '',
    pinned INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- From whom this person takes nothing.
CREATE TABLE blacks (
    user_id TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Who asked to be friends and who was asked: one row for each direction.
CREATE TABLE friend_requests (
    user_id TEXT NOT NULL,
    mine INTEGER NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL DEFAULT 0,
    -- 0 open, 1 agreed, -1 refused.
    result INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    -- Looked at on this device, or made by this person.
    seen INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, mine)
) STRICT, WITHOUT ROWID;

-- Groups that this person is in, and those whose conversation he still has.
CREATE TABLE groups (
    group_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    face_url TEXT NOT NULL DEFAULT '',
    introduction TEXT NOT NULL DEFAULT '',
    announcement TEXT NOT NULL DEFAULT '',
    announced INTEGER NOT NULL DEFAULT 0,
    announcer TEXT NOT NULL DEFAULT '',
    owner_id TEXT NOT NULL DEFAULT '',
    members INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    -- The wire's numbers; see `protocol::pb::GroupInfo`.
    status INTEGER NOT NULL DEFAULT 0,
    need_verification INTEGER NOT NULL DEFAULT 0,
    look_member_info INTEGER NOT NULL DEFAULT 0,
    apply_member_friend INTEGER NOT NULL DEFAULT 0,
    -- He is in it.
    joined INTEGER NOT NULL DEFAULT 0,
    -- How far its members were fetched, and whether all of them are here.
    log TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 0,
    whole INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Members as far as they are known: all of small groups, of large ones those that were looked at.
CREATE TABLE group_members (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- 100 owner, 60 admin, 20 member.
    role INTEGER NOT NULL DEFAULT 20,
    -- As the server tells it, which fills in his own name where he has none for the group.
    nickname TEXT NOT NULL DEFAULT '',
    joined INTEGER NOT NULL DEFAULT 0,
    muted_until INTEGER NOT NULL DEFAULT 0,
    -- He writes also while the group is muted.
    exempt INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_listed ON group_members (group_id, role DESC, joined, user_id);
CREATE INDEX group_members_by_user ON group_members (user_id);

-- Who wants to be in a group: one row for each person, group and side of it.
CREATE TABLE group_requests (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- What this person has to do with it: 1 he leads the group, 2 it is about himself, 3 he is asked.
    side INTEGER NOT NULL,
    group_name TEXT NOT NULL DEFAULT '',
    group_face_url TEXT NOT NULL DEFAULT '',
    -- Who asked for him; empty: he himself.
    inviter TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    time INTEGER NOT NULL DEFAULT 0,
    -- 0 open, 1 agreed, -1 refused.
    result INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, user_id, side)
) STRICT, WITHOUT ROWID;

-- What this person keeps of groups, the same on all his devices.
CREATE TABLE group_marks (
    group_id TEXT NOT NULL PRIMARY KEY,
    saved INTEGER NOT NULL DEFAULT 0,
    -- The time of the newest announcement whose banner was put away.
    read INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Copies of messages that this person keeps, the same on all his devices.
CREATE TABLE favourites (
    -- What the server calls it.
    id TEXT NOT NULL PRIMARY KEY,
    -- As it lies there, JSON; see protocol/content/kept.rs.
    value TEXT NOT NULL,
    -- By the server's clock; before it has it by the own one.
    kept INTEGER NOT NULL,
    content_type INTEGER NOT NULL,
    -- By what it is found, folded.
    words TEXT NOT NULL DEFAULT '',
    -- What the server has not confirmed: 1 that it is kept, 2 that it goes. 0: nothing.
    wish INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX favourites_wishing ON favourites (kept, id) WHERE wish <> 0;
