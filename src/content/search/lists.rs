//! Which lines hold a thing, for things numbered from 0: all lists in one, four bytes an entry.

/// The lists of all things.
pub(super) struct Lists {
    starts: Vec<u32>,
    lines: Vec<u32>,
}

impl Lists {
    /// Each row holds the things of one line, each once; `counts` says in how many lines each thing stands. One that
    /// stands in more than `lines_max` gets an empty list: it would cost the most to follow and tells the least.
    pub(super) fn new(counts: &[u32], lines_max: usize, rows: &[Vec<u32>]) -> Self {
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        starts.push(sum);
        for count in counts {
            sum += if *count as usize > lines_max { 0 } else { *count };
            starts.push(sum);
        }
        let mut lines = vec![0; sum as usize];
        let mut next = starts.clone();
        for (row, line) in rows.iter().zip(0_u32..) {
            for thing in row.iter().map(|thing| *thing as usize) {
                let (Some(end), Some(place)) = (starts.get(thing + 1), next.get_mut(thing)) else { continue };
                if *place < *end
                    && let Some(slot) = lines.get_mut(*place as usize)
                {
                    *slot = line;
                    *place += 1;
                }
            }
        }
        Self { starts, lines }
    }

    /// The lines of a thing, in order.
    pub(super) fn of(&self, thing: usize) -> &[u32] {
        let bounds = self.starts.get(thing).zip(self.starts.get(thing + 1));
        bounds.and_then(|(from, to)| self.lines.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_knows_its_lines_and_common_ones_have_none() {
        let rows = [vec![0, 1], vec![1, 3], vec![3], vec![3, 1]];
        let lists = Lists::new(&[1, 3, 0, 3], 2, &rows);
        assert_eq!(lists.of(0), [0]);
        assert_eq!(lists.of(1), [0_u32; 0], "in three of four lines");
        assert_eq!(lists.of(2), [0_u32; 0]);
        assert_eq!(lists.of(3), [0_u32; 0]);
        assert_eq!(lists.of(9), [0_u32; 0]);
        let all = Lists::new(&[1, 3, 0, 3], usize::MAX, &rows);
        assert_eq!(all.of(1), [0, 1, 3]);
        assert_eq!(all.of(3), [1, 2, 3]);
    }
}
