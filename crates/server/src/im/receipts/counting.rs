//! Counts readers: sorted once, so that it does not matter how many messages of how many writers are asked about.

use protocol::rest::ext::receipts::GroupReceipt;

use crate::store::user_conversations::Reader;

/// How far the members of a group have read.
pub(super) struct Marks {
    /// Of each by his row: from where on he may read, and to where he has.
    of: Vec<(i64, i64, i64)>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
}

impl Marks {
    pub(super) fn new(readers: &[Reader]) -> Self {
        // Whoever may read nothing of it yet has read up to where he may.
        let of = readers
            .iter()
            .map(|reader| (reader.user, reader.first, reader.seen.max(reader.first - 1)));
        let mut of: Vec<_> = of.collect();
        of.sort_unstable();
        let sorted = |pick: fn(&(i64, i64, i64)) -> i64| {
            let mut all: Vec<_> = of.iter().map(pick).collect();
            all.sort_unstable();
            all
        };
        Self {
            firsts: sorted(|one| one.1),
            lasts: sorted(|one| one.2),
            of,
        }
    }

    fn find(&self, user: i64) -> Option<&(i64, i64, i64)> {
        let at = self.of.binary_search_by_key(&user, |one| one.0).ok()?;
        self.of.get(at)
    }

    pub(super) fn has(&self, user: i64) -> bool {
        self.find(user).is_some()
    }

    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// Of all who may see a message but its writer.
    pub(super) fn receipt(&self, writer: i64, seq: i64) -> GroupReceipt {
        let may_see = self.firsts.partition_point(|first| *first <= seq);
        let have_not = self.lasts.partition_point(|last| *last < seq);
        let own = self.find(writer).filter(|(_, first, _)| *first <= seq);
        let own_read = own.is_some_and(|(.., last)| *last >= seq);
        let count = |number: usize, own: bool| i32::try_from(number - usize::from(own)).unwrap_or(i32::MAX);
        GroupReceipt {
            seq,
            read: count(may_see - have_not, own_read),
            members: count(may_see, own.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_see_it_counts_and_its_writer_does_not() {
        let reader = |user, first, seen| Reader {
            user,
            user_id: String::new(),
            first,
            seen,
        };
        let marks = Marks::new(&[
            reader(4, 0, 7),
            reader(1, 0, 5),
            reader(2, 6, 0),
            reader(3, 9, 9),
            reader(5, 0, 0),
        ]);
        let told = |writer, seq| {
            let told = marks.receipt(writer, seq);
            (told.read, told.members)
        };
        assert_eq!(told(1, 5), (1, 2), "those who came later are not asked of it");
        assert_eq!(told(4, 5), (1, 2));
        assert_eq!(told(1, 6), (1, 3));
        assert_eq!(told(5, 9), (1, 4));
        assert_eq!(told(99, 0), (3, 3), "somebody who is in no more takes nobody\'s place");
        assert_eq!((marks.len(), marks.has(3), marks.has(6)), (5, true, false));
    }
}
