//! Opus packets in an Ogg file, as RFC 7845 has it: two headers, then packets that say where they end. Knows no sound.

use ::ogg::writing::{PacketWriteEndInfo, PacketWriter};

use super::rate::RATE;

/// Any number will do where a file has one stream.
const STREAM: u32 = 1;

pub(super) struct Ogg {
    pages: PacketWriter<'static, Vec<u8>>,
    /// The last packet waits until it is known whether it is the last.
    waiting: Option<Vec<u8>>,
    /// Samples up to the end of the one that waits.
    at: u64,
}

impl Ogg {
    /// `skipped`: samples before the first that was recorded.
    pub(super) fn new(skipped: u16) -> std::io::Result<Self> {
        let mut pages = PacketWriter::new(Vec::new());
        let mut head = b"OpusHead\x01\x01".to_vec();
        head.extend(skipped.to_le_bytes());
        head.extend(RATE.to_le_bytes());
        // As loud as it is, and one stream of one channel.
        head.extend([0, 0, 0]);
        pages.write_packet(head, STREAM, PacketWriteEndInfo::EndPage, 0)?;
        let name = b"Selkie";
        let mut tags = b"OpusTags".to_vec();
        tags.extend([6, 0, 0, 0]);
        tags.extend(name);
        tags.extend([0, 0, 0, 0]);
        pages.write_packet(tags, STREAM, PacketWriteEndInfo::EndPage, 0)?;
        Ok(Self {
            pages,
            waiting: None,
            at: 0,
        })
    }

    /// The next packet, of so many samples.
    pub(super) fn add(&mut self, packet: Vec<u8>, samples: u64) -> std::io::Result<()> {
        if let Some(before) = self.waiting.replace(packet) {
            self.pages
                .write_packet(before, STREAM, PacketWriteEndInfo::NormalPacket, self.at)?;
        }
        self.at += samples;
        Ok(())
    }

    /// The whole file. `length`: samples with those that are skipped; what the last packet has beyond it is not played.
    pub(super) fn end(mut self, length: u64) -> std::io::Result<Vec<u8>> {
        if let Some(last) = self.waiting.take() {
            self.pages
                .write_packet(last, STREAM, PacketWriteEndInfo::EndStream, length.min(self.at))?;
        }
        Ok(self.pages.into_inner())
    }
}
