//! Rows of any length in one piece of memory.
//!
//! Never true of this file: a row reads otherwise than it was pushed.

/// Items of rows of any length, end to end.
#[derive(Clone)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Rows<T> {
    pub(super) fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.end_row();
    }

    pub(super) fn push_all(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.end_row();
    }

    fn end_row(&mut self) {
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn append(&mut self, others: &Self) {
        let before = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.extend_from_slice(&others.items);
        self.ends.extend(others.ends.iter().map(|end| end + before));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn row(&self, number: usize) -> &[T] {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(number).map_or(start, |end| *end as usize);
        self.items.get(start..end).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|number| self.row(number))
    }

    /// Items that come with the number of their row. They are asked for twice: to be counted, and to be placed.
    pub(super) fn gathered<Items: Iterator<Item = (u32, T)>>(rows: usize, items: impl Fn() -> Items) -> Self
    where
        T: Default,
    {
        let mut ends = vec![0_u32; rows];
        let mut all = 0;
        for (row, _) in items() {
            if let Some(count) = ends.get_mut(row as usize) {
                *count += 1;
                all += 1;
            }
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut placed = vec![T::default(); all];
        for (row, item) in items() {
            let Some(end) = ends.get_mut(row as usize) else { continue };
            if let Some(place) = placed.get_mut(*end as usize) {
                *place = item;
            }
            *end += 1;
        }
        Self { items: placed, ends }
    }

    pub(super) fn into_parts(self) -> (Vec<T>, Vec<u32>) {
        (self.items, self.ends)
    }

    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_length_come_back_and_can_be_joined() {
        let mut rows = Rows::default();
        rows.push(&[1, 2]);
        rows.push(&[]);
        let mut others = Rows::default();
        others.push(&[3]);
        rows.append(&others);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[1, 2][..], &[], &[3]]);
        assert_eq!(rows.row(9), [0_i32; 0]);
        let gathered = Rows::gathered(3, || [(2, 'a'), (0, 'b'), (2, 'c')].into_iter());
        assert_eq!(gathered.iter().collect::<Vec<_>>(), [&['b'][..], &[], &['a', 'c']]);
    }
}
