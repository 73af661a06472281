//! A bounded map that forgets what was touched longest ago. Knows no time.

use std::collections::BTreeMap;

pub struct Rows<T> {
    most: usize,
    next: u64,
    rows: BTreeMap<String, (u64, T)>,
    order: BTreeMap<u64, String>,
}

impl<T: Default> Rows<T> {
    pub fn touch(&mut self, key: &str) -> &mut T {
        let turn = self.next;
        self.next += 1;
        if let Some((earlier, _)) = self.rows.get(key) {
            self.order.remove(earlier);
        } else if self.rows.len() >= self.most
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.rows.remove(&oldest);
        }
        self.order.insert(turn, key.to_owned());
        let row = self.rows.entry(key.to_owned()).or_default();
        row.0 = turn;
        &mut row.1
    }
}

impl<T> Rows<T> {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            next: 0,
            rows: BTreeMap::new(),
            order: BTreeMap::new(),
        }
    }

    pub fn get(&mut self, key: &str) -> Option<&mut T> {
        self.rows.get_mut(key).map(|(_, row)| row)
    }

    pub fn remove(&mut self, key: &str) {
        if let Some((turn, _)) = self.rows.remove(key) {
            self.order.remove(&turn);
        }
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.rows.len()
    }
}
