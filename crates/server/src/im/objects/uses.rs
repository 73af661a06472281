//! What is made use of: messages name objects by their addresses, and so do profiles, groups and what people keep. An
//! object that nothing names goes after a time.

use std::collections::BTreeSet;

use db::Tx;

use super::super::{Failure, Im};
use super::thumbnails::SIDES;
use crate::store::{object_removals, object_uses, objects};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const EVERY_MS: i64 = 60 * 60 * 1000;
/// Objects that go at one time: the writer has other things to do.
const MOST: i64 = 200;
/// Of an object's random name, in hex.
const KEY: usize = 32;
/// Signs between a server's id and the random name in an address, as JSON inside of JSON may write a slash.
const BETWEEN: usize = 12;

/// The random names of this server's objects that stand in a text.
pub(super) fn named_in(text: &str, server_id: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(server_id) {
        let rest = text.get(at + server_id.len()..).unwrap_or_default();
        let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let between = rest.bytes().take_while(|byte| !digit(byte)).count();
        let key: String = rest.bytes().skip(between).take_while(digit).map(char::from).collect();
        if (1..=BETWEEN).contains(&between) && key.len() == KEY {
            found.insert(key);
        }
    }
    found
}

impl Im {
    /// Notes what a message names.
    pub(in crate::im) fn note_uses(
        &self,
        tx: &Tx<'_>,
        conversation: i64,
        seq: i64,
        content: &[u8],
    ) -> Result<(), Failure> {
        let text = str::from_utf8(content).unwrap_or_default();
        for key in named_in(text, &self.identity.server_id) {
            object_uses::insert(tx, &key, conversation, seq)?;
        }
        Ok(())
    }

    /// Removes what is over, from time to time. Called where something comes: where nothing does, nothing grows.
    pub(super) async fn sweep(&self) -> Result<(), Failure> {
        let now = self.now();
        if !self.objects.turn_to_sweep(now, EVERY_MS) {
            return Ok(());
        }
        let over = self.objects.uploads.expired(now);
        let removed = self.objects.disk.run(move || {
            over.iter().for_each(|ground| ground.remove());
            Ok(())
        });
        removed.await.map_err(super::failed)?;
        let before = now.saturating_sub(i64::from(self.rules.objects.unused_days).saturating_mul(DAY_MS));
        let server_id = self.identity.server_id.clone();
        let unused = self
            .db
            .read(move |connection| {
                let unused = objects::unused(connection, before, MOST)?;
                let mut kept = BTreeSet::new();
                if !unused.is_empty() {
                    for text in object_uses::texts_with(connection, &server_id)? {
                        kept.extend(named_in(&text, &server_id));
                    }
                }
                Ok::<_, Failure>(unused.into_iter().filter(|key| !kept.contains(key)).collect::<Vec<_>>())
            })
            .await?;
        if unused.is_empty() {
            return Ok(());
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                for key in unused {
                    // Somebody may have sent it meanwhile.
                    let Some(object) = objects::delete_unused(tx, &key, before)? else {
                        continue;
                    };
                    if objects::is_named(tx, object.owner, &object.content)? {
                        continue;
                    }
                    if im.objects.bucket.is_some() {
                        object_removals::insert(tx, object.owner, &object.content)?;
                    }
                    let im = im.clone();
                    tx.after_commit(move || {
                        im.objects.disk.remove(object.owner, &object.content, &SIDES);
                        im.objects.moving.ring();
                    });
                }
                Ok(())
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn an_object_is_found_however_its_address_is_written() {
        let (server, key) = ("5e1f", "0123456789abcdef0123456789abcdef");
        for text in [
            format!("https://h/api/object/7/{server}/{key}/a.png"),
            format!(r#"{{"url":"http:\/\/h\/object\/7\/{server}\/{key}\/a"}}"#),
            format!(r"7\\/{server}\\/{key}"),
            format!("{server} {server}/{key}"),
        ] {
            assert_eq!(named_in(&text, server).into_iter().collect::<Vec<_>>(), [key], "{text}");
        }
        for text in [
            format!("{server}/{key}0"),
            format!("{server}/01"),
            server.to_owned(),
            key.to_owned(),
        ] {
            assert!(named_in(&text, server).is_empty(), "{text}");
        }
    }
}
