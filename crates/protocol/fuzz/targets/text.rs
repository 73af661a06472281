//! Text frames, handshakes and the contents of messages.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::content::tips::{GroupCreatedTips, MarkAsReadTips};
use protocol::content::{Notification, decode_text, encode_text, searchable, words};
use protocol::frame::Text;
use protocol::handshake::{Handshake, Outcome};
use protocol::ids::conversation_id;
use protocol::search;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode_text(bytes) {
        assert!(decode_text(&encode_text(&text)).expect("read again") == text);
    }
    let _ = words(106, bytes);
    for kind in [102, 105, 106, 107, 108, 109, 1400] {
        let _ = searchable(kind, bytes, std::str::from_utf8(bytes).unwrap_or_default());
    }
    let _ = Notification::decode::<MarkAsReadTips>(bytes);
    let _ = Notification::decode::<GroupCreatedTips>(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let folded = search::fold(text);
    let _ = search::index_words(&folded, &[]);
    let _ = folded.hits(&folded.clone().cut(2));
    if let Some(read) = Text::read(text) {
        assert!(Text::read(&read.write()).expect("read again") == read);
    }
    if let Ok(read) = Handshake::read(text, None) {
        assert!(Handshake::read(&read.query(), None).expect("read again") == read);
        assert!(Handshake::read(&read.packed_query(), None).expect("read again") == read);
    }
    if let Some(read) = Outcome::read(text) {
        assert!(Outcome::read(&read.write()).expect("read again") == read);
    }
    let _ = (
        conversation_id::kind(text),
        conversation_id::members(text),
        conversation_id::notification_of(text),
    );
});
