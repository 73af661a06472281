//! A red packet of another app. Selkie moves no money: it is drawn with its greeting, and opened where it came from.

use super::Kind;
use super::schema::Field;

pub(super) const KIND: Kind = Kind {
    name: "redPacket",
    called: &["redPacket", "RCJrmf:RpMsg"],
    fields: &[
        Field {
            name: "greeting",
            called: &["greeting", "Bribery_Message"],
            longest: 60,
            needed: false,
        },
        Field {
            name: "from",
            called: &["from", "Bribery_Name"],
            longest: 60,
            needed: false,
        },
    ],
    quiet: false,
    english: "[Red packet] {greeting}",
    chinese: "[红包] {greeting}",
};
