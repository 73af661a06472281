//! Which seqs of a conversation are known: arithmetic over stretches without a hole. Knows no database and no message.

/// Seqs from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Stretches in ascending order, with a hole between any two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Spans(Vec<Span>);

impl Span {
    /// `None` when nothing lies between.
    pub(crate) fn new(from: i64, to: i64) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    pub(crate) fn len(self) -> i64 {
        self.to - self.from + 1
    }

    /// The newest `count` seqs of it.
    pub(crate) fn newest(self, count: i64) -> Self {
        Self {
            from: self.from.max(self.to - count + 1),
            to: self.to,
        }
    }

    fn touches(self, other: Self) -> bool {
        self.from <= other.to.saturating_add(1) && other.from <= self.to.saturating_add(1)
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<T: IntoIterator<Item = Span>>(spans: T) -> Self {
        let mut all = Self::default();
        for span in spans {
            all.add(span);
        }
        all
    }
}

impl Spans {
    /// Makes a stretch known, and one with what it touches.
    pub(crate) fn add(&mut self, mut span: Span) {
        self.0.retain(|known| {
            let touches = known.touches(span);
            if touches {
                span = Span {
                    from: span.from.min(known.from),
                    to: span.to.max(known.to),
                };
            }
            !touches
        });
        let place = self.0.partition_point(|known| known.from < span.from);
        self.0.insert(place, span);
    }

    /// The stretch that holds `seq`.
    pub(crate) fn around(&self, seq: i64) -> Option<Span> {
        self.0.iter().copied().find(|span| span.from <= seq && seq <= span.to)
    }

    /// The newest stretch that ends before `seq`.
    pub(crate) fn before(&self, seq: i64) -> Option<Span> {
        self.0.iter().rev().copied().find(|span| span.to < seq)
    }

    /// What is unknown from `from` to `to`, ascending.
    pub(crate) fn holes(&self, from: i64, to: i64) -> Vec<Span> {
        let mut next = from;
        let mut holes = Vec::new();
        for span in &self.0 {
            holes.extend(Span::new(next, to.min(span.from - 1)));
            next = next.max(span.to + 1);
        }
        holes.extend(Span::new(next, to));
        holes
    }

    pub(crate) fn covers(&self, from: i64, to: i64) -> bool {
        self.holes(from, to).is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Span> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn seqs(spans: &Spans) -> BTreeSet<i64> {
        spans.iter().flat_map(|span| span.from..=span.to).collect()
    }

    proptest! {
        #[test]
        fn spans_are_the_set_of_what_was_added(added in proptest::collection::vec((1i64..60, 0i64..12), 0..30)) {
            let mut model = BTreeSet::new();
            let mut spans = Spans::default();
            for (from, len) in added {
                spans.add(Span { from, to: from + len });
                model.extend(from..=from + len);
                prop_assert_eq!(&seqs(&spans), &model);
                let list: Vec<_> = spans.iter().collect();
                for pair in list.windows(2) {
                    prop_assert!(pair[0].to + 1 < pair[1].from, "a hole lies between any two");
                }
            }
            for (from, to) in [(1, 80), (5, 5), (30, 20)] {
                let unknown: BTreeSet<i64> = (from..=to).filter(|seq| !model.contains(seq)).collect();
                let holes: BTreeSet<i64> = spans.holes(from, to).iter().flat_map(|hole| hole.from..=hole.to).collect();
                prop_assert_eq!(&holes, &unknown);
                prop_assert_eq!(spans.covers(from, to), unknown.is_empty());
            }
            for seq in 0..80 {
                prop_assert_eq!(spans.around(seq).is_some(), model.contains(&seq));
                prop_assert_eq!(spans.before(seq).map(|span| span.to), spans.iter().map(|s| s.to).filter(|to| *to < seq).max());
            }
        }
    }
}
