//! Pages of a list that is longer than a screen: behind the last comes the first.

/// The page that is shown, from 0, and how many there are: one of nothing too.
pub fn at<N: Into<usize>>(page: N, things: usize, per_page: usize) -> (usize, usize) {
    let pages = things.div_ceil(per_page).max(1);
    (page.into() % pages, pages)
}

/// The one behind it; `None` where all stands on one.
pub fn next<N: TryFrom<usize> + Default>(at: usize, pages: usize) -> Option<N> {
    (pages > 1).then(|| N::try_from((at + 1) % pages).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_always_one_that_is_there_and_one_alone_has_none_behind_it() {
        assert_eq!((at(0_u8, 0, 4), at(9_u8, 9, 4), at(7_u16, 4, 4)), ((0, 1), (0, 3), (0, 1)));
        assert_eq!((next::<u8>(0, 1), next::<u8>(1, 3), next::<u16>(2, 3)), (None, Some(2), Some(0)));
        // A list that is longer than a page's number says begins anew.
        assert_eq!(next::<u8>(255, 300), Some(0));
    }
}
