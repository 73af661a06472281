//! Voice messages: recorded, listened to, sent, heard, and kept whatever happens to the microphone.

use std::io::Cursor;
use std::time::Duration;

use client::error::Code;
use client::requests::{Attachment, Forward, Manner, Merging};
use client::view::{Content, MessageView, RecordedView, VoiceView};
use ogg::PacketReader;
use protocol::content::{FileContent, Media as _, VOICE, VoiceContent};
use protocol::ids::conversation_id;
use ropus::{Channels, DecodeMode, Decoder};
use world::session::Session;
use world::{Device, Person, Plan, World, both, simulate};

use super::{brings, last, noise};

fn voice_of(message: &MessageView) -> VoiceView {
    match &message.content {
        Content::Voice { voice } => voice.clone(),
        other => panic!("No voice: {other:?}"),
    }
}

/// Speaks for so long, and ends it.
async fn speaks(device: &Device, seconds: u64, keep: bool) -> Option<RecordedView> {
    let (client, account) = (device.client(), device.account());
    let end = async {
        tokio::time::sleep(Duration::from_millis(seconds * 1000 + 10)).await;
        client.end_recording(&account, keep).expect("It ends");
    };
    let (recorded, ()) = tokio::join!(client.record(&account), end);
    recorded.expect("It was recorded")
}

async fn sends(device: &Device, to: &Person, recorded: &RecordedView) {
    let conversation = device.conversation(to).await;
    let files = [Attachment {
        id: recorded.id.clone(),
        manner: Manner::Original,
    }];
    let (client, account) = (device.client(), device.account());
    let sent = client.send_files(&account, &conversation.id, &files, "", &[]).await;
    sent.expect("It goes");
}

/// What a player would play of an Ogg file: so many samples, and how loud they are at most.
fn played(file: &[u8]) -> (u64, i16) {
    let mut packets = PacketReader::new(Cursor::new(file));
    let head = packets.read_packet_expected().expect("A head").data;
    assert!(head.starts_with(b"OpusHead\x01\x01"));
    let skipped = u64::from(u16::from_le_bytes([head[10], head[11]]));
    let tags = packets.read_packet_expected().expect("Tags").data;
    assert!(tags.starts_with(b"OpusTags"));
    let mut decoder = Decoder::new(48_000, Channels::Mono).expect("A decoder");
    let (mut samples, mut loudest, mut end) = (0, 0, 0);
    while let Some(packet) = packets.read_packet().expect("A packet") {
        let mut sound = [0_i16; 5_760];
        let length = decoder
            .decode(&packet.data, &mut sound, DecodeMode::Normal)
            .expect("Sound");
        samples += length as u64;
        loudest = loudest.max(sound[..length].iter().copied().max().unwrap_or_default());
        end = packet.absgp_page();
        assert!(
            !packet.last_in_stream() || end <= samples,
            "the end is said, and lies in the last packet"
        );
    }
    (end - skipped, loudest)
}

#[test]
fn a_voice_is_recorded_listened_to_sent_and_heard() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        // Most microphones have a pace of their own.
        alice.microphone.plug_in(44_100, Duration::MAX);
        let recorded = speaks(&alice, 3, true).await.expect("It is kept");
        assert!((2_950..=3_050).contains(&recorded.millis), "{}", recorded.millis);
        assert_eq!(recorded.wave.len(), 48);
        assert!(
            recorded.wave.iter().all(|bar| *bar > 20),
            "a tone is loud all along: {:?}",
            recorded.wave
        );
        let heard = alice.client().brought_sound(&alice.account(), &recorded.id).await;
        let heard = heard.expect("One listens before sending");
        assert!(heard.len() < 20_000, "{}", heard.len());

        sends(&alice, &bob, &recorded).await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: (voice of 3 s) ✓");
        assert_eq!(bob.sees(&alice).await, "alice: (voice of 3 s)");
        let come = last(&bob, &alice).await;
        let told = voice_of(&come);
        assert_eq!((told.size, told.heard), (recorded.size, false));
        assert_eq!(told.wave, recorded.wave);
        assert!(voice_of(&last(&alice, &bob).await).heard, "one's own is no news");
        let (client, account) = (bob.client(), bob.account());
        let sound = client.sound(&account, &come.client_msg_id).await.expect("It is heard");
        assert_eq!(sound, heard);
        let (samples, loudest) = played(&sound);
        let exact = recorded.millis * 48;
        assert!(
            (exact..exact + 48).contains(&samples),
            "{samples} samples for {} ms",
            recorded.millis
        );
        assert!((8_000..=20_000).contains(&loudest), "{loudest}");

        client.hear(&account, &come.client_msg_id).await.expect("It is noted");
        drop(client);
        bob.restart().await;
        world.settle().await;
        assert!(
            voice_of(&last(&bob, &alice).await).heard,
            "a restart does not forget it"
        );
        bob.check_events().await;
    });
}

#[test]
fn what_is_thrown_away_is_gone_and_the_next_one_is_a_new_one() {
    simulate(Plan::seeded(31), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        assert_eq!(speaks(&alice, 2, false).await, None);
        let (client, account) = (alice.client(), alice.account());
        // Whoever begins anew ends what was begun before.
        let second = async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            speaks(&alice, 2, true).await
        };
        let (first, second) = tokio::join!(client.record(&account), second);
        assert_eq!(first.expect("It ended"), None);
        let kept = second.expect("It is kept");
        assert!((1_950..=2_050).contains(&kept.millis), "{}", kept.millis);
        client.forget_file(&account, &kept.id).await.expect("It is forgotten");
        let gone = client.brought_sound(&account, &kept.id).await;
        assert_eq!(gone.expect_err("Nothing is there").code, Code::NotFound);
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "");
    });
}

#[test]
fn a_microphone_that_goes_away_leaves_what_was_said_and_none_is_said_to_be_none() {
    simulate(Plan::seeded(32), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let (client, account) = (alice.client(), alice.account());
        alice.microphone.plug_in(16_000, Duration::from_secs(4));
        let kept = client
            .record(&account)
            .await
            .expect("It was recorded")
            .expect("It is kept");
        assert!((3_950..=4_000).contains(&kept.millis), "{}", kept.millis);
        sends(&alice, &bob, &kept).await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (voice of 4 s)");

        // Gone before a word was said.
        alice.microphone.plug_in(16_000, Duration::ZERO);
        assert_eq!(
            client.record(&account).await.expect_err("Nothing").code,
            Code::NoMicrophone
        );
        // A pace that none has.
        alice.microphone.plug_in(50, Duration::MAX);
        assert_eq!(
            client.record(&account).await.expect_err("Nonsense").code,
            Code::NoMicrophone
        );
        alice.microphone.pull_out();
        assert_eq!(
            client.record(&account).await.expect_err("None").code,
            Code::NoMicrophone
        );
        alice.says(&bob, "I have to write").await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (voice of 4 s)\nalice: I have to write");
    });
}

#[test]
fn nobody_is_recorded_for_longer_than_two_minutes() {
    simulate(Plan::seeded(33), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let kept = alice.client().record(&alice.account()).await.expect("It was recorded");
        let kept = kept.expect("It is kept");
        assert_eq!(kept.millis, 120_000);
        assert!(kept.size < 600_000, "{}", kept.size);
    });
}

#[test]
fn a_voice_waits_for_a_connection_and_is_sent_on_with_its_wave() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let carol = world.person("carol").await;
        alice.meets(&bob).await;
        bob.meets(&carol).await;
        alice.link.cut();
        let recorded = speaks(&alice, 2, true).await.expect("It is kept");
        sends(&alice, &bob, &recorded).await;
        alice.says(&bob, "hear that?").await;
        world.pass(5).await;
        alice.restart().await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (voice of 2 s)\nalice: hear that?");

        let come = bob.history(&alice).await.remove(0);
        let to = bob.conversation(&carol).await.id;
        let on = |merged| Forward {
            messages: vec![come.client_msg_id.clone()],
            to: vec![to.clone()],
            merged,
            word: String::new(),
        };
        let merging = Merging {
            title: "What alice said".into(),
            lines: vec!["[voice] 0:02".into()],
        };
        let (client, account) = (bob.client(), bob.account());
        client.forward(&account, on(None)).await.expect("It goes on");
        client.forward(&account, on(Some(merging))).await.expect("As one too");
        world.settle().await;
        let got = carol.history(&bob).await;
        let alone = voice_of(&got[0]);
        assert_eq!((alone.wave.clone(), alone.seconds), (recorded.wave.clone(), 2));
        let (client, account) = (carol.client(), carol.account());
        let inside = client
            .transcript(&account, &got[1].client_msg_id, Vec::new())
            .await
            .expect("It opens");
        assert_eq!(voice_of(&inside[0]).wave, recorded.wave);
        for message in [&got[0], &inside[0]] {
            let sound = client
                .sound(&account, &message.client_msg_id)
                .await
                .expect("It is heard");
            assert_eq!(sound.len() as u64, recorded.size);
        }
    });
}

#[test]
fn what_others_call_a_voice_is_drawn_as_one_and_played_only_if_it_is_sound() {
    simulate(Plan::seeded(34), async |world: &World| {
        let (alice, hugo) = (world.person("alice").await, world.person("hugo").await);
        let apps = world.app_server();
        apps.admit("gina", "gina").await;
        let mut gina = Session::open(&apps.visitor, "gina", &apps.token("gina").await).await;
        let (client, account) = (alice.client(), alice.account());
        let with_gina = client.open_conversation(&account, "gina").await.expect("It opens").id;
        let mut addresses = Vec::new();
        for (name, bytes) in [
            ("a.amr", b"#!AMR\n rest".to_vec()),
            ("b.html", b"<script>alert(1)</script>".to_vec()),
            ("c.ogg", [b"OggS".as_slice(), &noise(3_000)].concat()),
        ] {
            let files = [Attachment {
                id: brings(&alice, name, &bytes).await.expect("It is taken").id,
                manner: Manner::File,
            }];
            client
                .send_files(&account, &with_gina, &files, "", &[])
                .await
                .expect("It goes");
            world.settle().await;
            let pushed = gina.pushes().await;
            let come = pushed
                .iter()
                .flat_map(|push| push.msgs.values())
                .flat_map(|come| &come.msgs);
            let file = come
                .last()
                .map(|message| FileContent::decode(&message.content).expect("A file"));
            addresses.push((file.expect("It came").source_url, bytes.len()));
        }
        drop(client);
        for (number, (url, size)) in addresses.iter().enumerate() {
            let told = VoiceContent {
                source_url: url.clone(),
                data_size: i64::try_from(*size).expect("Small"),
                duration: [7, -3, i64::MAX][number],
                ..VoiceContent::default()
            };
            let id = format!("{number:032x}");
            gina.sends(&hugo.user_id, &id, VOICE, &told.encode()).await;
        }
        world.settle().await;
        let come = hugo.history_of(&conversation_id::single("gina", &hugo.user_id)).await;
        let seconds: Vec<u32> = come.iter().map(|message| voice_of(message).seconds).collect();
        assert_eq!(seconds, [7, 0, 0]);
        let (client, account) = (hugo.client(), hugo.account());
        assert!(
            client.sound(&account, &come[0].client_msg_id).await.is_ok(),
            "a player finds out"
        );
        let refused = client.sound(&account, &come[1].client_msg_id).await;
        assert_eq!(refused.expect_err("It is no sound").code, Code::BadSound);
        assert!(client.sound(&account, &come[2].client_msg_id).await.is_ok());
    });
}
