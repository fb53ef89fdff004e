"""Lesson 08: what `confusion_matrix`, `most_confused`, `worst_mistakes` and `plot_confusion_matrix` must do."""

import re
from itertools import pairwise

import numpy as np
import pytest

from coursekit.checks import alike, recognised


class TestConfusionMatrix:
    def test_has_a_row_and_a_column_for_each_digit(self, learner, rng):
        for n_classes, highest in ((10, 7), (13, 9), (4, 3)):
            actual, predicted = _answers(_any_counts(rng, highest + 1), rng)
            options = {} if n_classes == 10 else {"n_classes": n_classes}
            shape = learner.confusion_matrix(actual, predicted, **options).shape
            assert shape == (n_classes, n_classes), recognised(
                {
                    "always_ten_classes": n_classes != 10 and shape == (10, 10),
                    "size_from_the_labels": shape == (highest + 1, highest + 1),
                    "row_for_everything_else": shape == (n_classes + 1, n_classes + 1),
                },
                f"With n_classes={n_classes} and labels from 0 to {highest}, your matrix has the shape {shape}. It "
                f"should be {(n_classes, n_classes)}: a digit that never occurs has its row and its column too.\n"
                + (
                    "→ That is a row and a column too many. Leave out totals, and what counts anything else."
                    if shape == (n_classes + 1, n_classes + 1)
                    else "→ Begin with a table of zeros that has n_classes rows and n_classes columns."
                ),
            )

    def test_gives_whole_numbers(self, learner, rng):
        seen = learner.confusion_matrix(*_answers(_any_counts(rng), rng))
        whole = _whole_but_for_their_type(seen)
        assert seen.dtype.kind in "iu", recognised(
            {
                "shares_for_counts": seen.dtype.kind == "f" and seen.max() <= 1,
                "decimal_counts": seen.dtype.kind == "f",
            },
            f"You returned numbers of type {seen.dtype}, such as {_shown(seen.flat[-1])}. How often something happened "
            "is a whole number.\n"
            + (
                "→ The numbers are whole, and only their type is decimal. Make the table with dtype=int, or put .astype(int) behind it."
                if whole
                else "→ Count, and divide by nothing. NumPy's tables hold decimal numbers unless you say dtype=int."
            ),
        )

    @pytest.mark.essential
    def test_counts_each_pair_of_actual_and_predicted(self, learner, rng):
        right = _any_counts(rng)
        seen = learner.confusion_matrix(*_answers(right, rng))
        assert seen.shape != right.shape or not np.array_equal(seen, right.T), recognised(
            "on_its_side",
            "Your matrix lies on its side: its rows are what was predicted, its columns what is actual.\n"
            "→ The row is the actual digit, the column the predicted one: matrix[actual, predicted].",
        )
        assert not np.array_equal(seen, np.minimum(right, 1)), recognised(
            "counted_once",
            "The largest number in your matrix is 1, but most pairs occur several times.\n"
            "→ Add 1 for each image, in a loop over zip(actual, predicted): matrix[a, p] += 1. (=+ 1 sets it to 1. With "
            "whole arrays as places, += adds to each place only once: np.add.at adds as often as it occurs.)",
        )
        assert seen.shape == right.shape, (
            f"Your matrix has the shape {seen.shape}. It should be {right.shape}.\n"
            "→ Begin with a table of zeros that has n_classes rows and n_classes columns."
        )
        assert not np.array_equal(seen, right - np.diag(np.diag(right))), recognised(
            "mistakes_alone",
            "The diagonal of your matrix is empty, but most answers are right.\n"
            "→ Count every image. Where actual and predicted are the same, it belongs on the diagonal.",
        )
        assert not np.array_equal(seen, np.diag(np.diag(right))), recognised(
            "diagonal_alone",
            "Your matrix has numbers on its diagonal alone: the wrong answers are missing.\n"
            "→ Count every image, right or wrong. Its row is the actual digit. Its column is the one that was predicted.",
        )
        n = right.sum()
        from_one = np.array_equal(seen, right + 1)
        assert seen.sum() <= n, recognised(
            {"begins_with_ones": True} if from_one else "both_directions",
            f"The numbers in your matrix add up to {seen.sum()}, but there are {n} images"
            + (
                ".\n→ Each cell has 1 too many. Begin with a table of zeros, not of ones."
                if from_one
                else ": some were counted more than once.\n→ Use one loop, over zip(actual, predicted): a loop inside a loop pairs each "
                "label with every answer."
                if seen.sum() == n * n
                else ": some were counted more than once.\n→ Add 1 to one cell for each image, in a table whose rows are all their own."
            ),
        )
        assert seen.sum() >= n, recognised(
            "returns_in_the_loop",
            f"The numbers in your matrix add up to {seen.sum()}, but there are {n} images: some were left out.\n"
            "→ Go through all images to the end. A return inside the loop ends it early.",
        )
        wrong = np.argwhere(seen != right)
        row, column = wrong[0] if len(wrong) else (0, 0)
        assert not len(wrong), (
            f"{right[row, column]} images of a {row} were taken for a {column}, and your matrix says "
            f"{seen[row, column]}.\n"
            "→ For each image, add 1 in the row of its actual digit and the column of its predicted digit."
        )

    def test_counts_further_than_255(self, learner, rng):
        count = int(rng.integers(300, 400))
        actual, predicted = np.full(count, 4, "uint8"), np.full(count, 9)
        matrix = learner.confusion_matrix(actual, predicted)
        seen = matrix[4, 9] if matrix.shape == (10, 10) else "nothing"
        began_anew = matrix.shape == (10, 10) and (count - float(seen)) % 256 == 0
        assert seen == count, recognised(
            {"type_of_the_labels": began_anew},
            f"{count} images of a 4 were taken for a 9, and your matrix says {seen}."
            + (
                " A type such as uint8, that of the labels, ends at 255.\n→ Give the table the type int: dtype=int."
                if began_anew
                else "\n→ Add 1 for each of them, in row 4, column 9."
            ),
        )

    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.confusion_matrix(*_answers(_any_counts(rng), rng))
        assert not learner.changed_input, recognised(
            "crosses_off",
            "confusion_matrix changed the labels or the answers that it was given.\n"
            "→ Write nothing into actual and predicted.",
        )


class TestMostConfused:
    def test_says_actual_predicted_and_count(self, learner, rng):
        seen = _triples(learner.most_confused(_confusions(rng)))
        assert seen, (
            "Your list is empty, and the matrix is full of confusions.\n"
            "→ Put (actual, predicted, count) into the list for each of them."
        )

    def test_leaves_the_right_answers_out(self, learner, rng):
        right = [
            one for one in _triples(learner.most_confused(_confusions(rng))) if one[0] == one[1]
        ]
        digit = right[0][0] if right else 0
        assert not right, recognised(
            "with_the_right_answers",
            f"Your list says how often a {digit} was taken for a {digit}. That is no confusion.\n"
            "→ On the diagonal of the matrix stand the right answers. Leave them out: row and column must differ.",
        )

    @pytest.mark.essential
    def test_says_how_often_an_actual_digit_was_taken_for_another(self, learner, rng):
        matrix = _confusions(rng)
        seen = _triples(learner.most_confused(matrix))
        assert seen, (
            "Your list is empty.\n→ Put (actual, predicted, count) into the list for each confusion."
        )
        for actual, predicted, count in seen:
            item = (actual, predicted, count)
            place = _place_of_count(item, matrix)
            assert max(actual, predicted) < 10 and min(actual, predicted) >= 0, recognised(
                "count_first" if place else {},
                f"Your list holds {item}. "
                + (
                    f"The count stands {place} there.\n→ It comes last: (actual, predicted, count). When you sort, sort by the last "
                    "place: key=lambda found: found[2]."
                    if place
                    else "The matrix has no such row and column: both go from 0 to 9.\n"
                    "→ The row's number is the actual digit, the column's number the predicted one."
                ),
            )
            assert count != matrix[predicted, actual], recognised(
                "predicted_first",
                f"Your list holds {item}, but it was the {predicted} that was taken for a {actual} {count} times.\n"
                "→ The row's number comes first: it is the actual digit.",
            )
            assert count == matrix[actual, predicted], recognised(
                "both_directions_added",
                f"Your list holds {item}, and the matrix has {matrix[actual, predicted]} in row {actual}, column "
                f"{predicted}.\n→ Take the count from that cell alone. {actual} taken for {predicted} and {predicted} "
                f"taken for {actual} are two confusions.",
            )

    def test_puts_the_most_frequent_first(self, learner, rng):
        matrix = _confusions(rng)
        seen, right = _triples(learner.most_confused(matrix)), _sorted_confusions(matrix)[:5]
        counts = [count for _, _, count in seen]
        assert counts != sorted(counts), recognised(
            "most_frequent_last" if len(counts) > 1 else "most_frequent_alone",
            f"The counts in your list are {_shown(tuple(counts))}: from rare to frequent.\n"
            "→ Let the largest come first: sorted(…) does with reverse=True, and [::-1] turns a sorted array round. Cut after that."
            if len(counts) > 1
            else f"Your list holds {len(counts)} of the 90 confusions. Without n=…, it should hold 5.\n"
            "→ Put all of them into the list, sort it, and then cut after n.",
        )
        assert counts == sorted(counts, reverse=True), recognised(
            "not_sorted",
            f"The counts in your list are {_shown(tuple(counts))}. The most frequent confusion should come first.\n"
            "→ Sort by the count, the largest first: sorted(…) takes a key that says by what, and reverse=True.",
        )
        missing = [item for item in right[: len(seen)] if item not in seen]
        assert not missing, recognised(
            "above_the_diagonal",
            f"In your list {missing[0] if missing else ()} is missing, although rarer confusions are there.\n"
            "→ Look at all cells, below and above the diagonal. Sort them first, and cut the list afterwards.",
        )

    def test_gives_n_of_them(self, learner, rng):
        for n in (5, 3, 8):
            options = {} if n == 5 else {"n": n}
            seen = len(learner.most_confused(_confusions(rng), **options))
            given = f"With n={n}" if options else "Without n=…"
            assert seen == n, recognised(
                {
                    "all_of_them": seen == 90,
                    "always_five": options and seen == 5,
                    "other_default_n": not options,
                },
                f"{given} your list has {seen} confusions. It should have {n}.\n"
                "→ Cut the sorted list after n, and leave the first line as it was at the beginning.",
            )

    def test_keeps_confusions_that_are_equally_frequent(self, learner, rng):
        matrix = np.diag(rng.integers(90, 99, 10))
        a, b, c, d = (int(digit) for digit in rng.permutation(10)[:4])
        confusions = {(a, b): 7, (c, d): 7, (b, a): 7, (d, a): 4, (c, b): 4}
        for cell, count in confusions.items():
            matrix[cell] = count
        # A right answer that is as frequent as a confusion.
        matrix[a, a] = 7
        seen = [
            (actual, predicted) for actual, predicted, _ in _triples(learner.most_confused(matrix))
        ]
        found = len(confusions.keys() & {*seen})
        assert found == 5, recognised(
            "counts_as_keys",
            f"Five confusions happened: three of them 7 times, two 4 times. Your list has {found} of the five. Those "
            "that are equally frequent got lost.\n"
            "→ Keep each pair together with its count while you sort. Know right answers by their place, "
            "not their count.",
        )

    def test_stays_right_when_few_digits_were_confused(self, learner, rng):
        matrix = np.diag(rng.integers(90, 99, 10))
        a, b, c = (int(digit) for digit in rng.permutation(10)[:3])
        matrix[a, b], matrix[b, c] = 6, 1
        seen, right = _triples(learner.most_confused(matrix)), [(a, b, 6), (b, c, 1)]
        assert seen[:2] == right and not any(count for *_, count in seen[2:]), recognised(
            {"once_is_not_enough": seen == right[:1], "always_n_of_them": True},
            f"Only {right[0]} and {right[1]} happened. Your list is {_shown(seen)}.\n"
            "→ List these two. The list may be shorter than n, but nothing in it may be made up.",
        )
        assert seen == right, recognised(
            "what_never_happened",
            f"Only {right[0]} and {right[1]} happened. Your list holds {len(seen)} confusions, also {seen[-1]}: how often "
            "that happened is 0.\n→ Leave out what never happened: the list may be shorter than n.",
        )

    def test_takes_a_matrix_of_any_size(self, learner, rng):
        for n_classes in (4, 12):
            matrix = _confusions(rng, n_classes)
            seen = _triples(learner.most_confused(matrix, n=4))
            right = _sorted_confusions(matrix)[:4]
            assert seen == right, recognised(
                "ten_classes_taken_for_granted",
                f"For a matrix of {n_classes} classes, your list is {_shown(seen)}. It should be {_shown(right)}.\n"
                "→ Ask the matrix how many rows it has, len(matrix), instead of counting on 10.",
            )

    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.most_confused(_confusions(rng))
        assert not learner.changed_input, recognised(
            "writes_into_the_matrix",
            "most_confused changed the matrix that it was given: whoever uses it next finds other numbers there.\n"
            "→ Change a copy, matrix.copy(), or leave the diagonal out without writing into it.",
        )


class TestWorstMistakes:
    def test_gives_places_of_images(self, learner, rng):
        probabilities, labels, mistakes = _said(rng)
        places = _places(learner.worst_mistakes(probabilities, labels))
        digits = probabilities.argmax(axis=1)[mistakes[: len(places)]].tolist()
        assert not places or places != digits, recognised(
            "digits_for_places",
            f"You returned {places[:3]} and so on: the digits that the model says for the worst mistakes.\n"
            "→ Return their places among all images, one step earlier.",
        )
        odd = [place for place in places if not 0 <= place < len(labels)]
        assert not odd, (
            f"There are {len(labels)} images, at the places 0 to {len(labels) - 1}, and you returned "
            f"{odd[0] if odd else 0}.\n→ Return the places of the images: probabilities[place] is the row of one."
        )
        assert len(places) == len(set(places)), (
            f"You returned {places[:3]} and so on, and the same place more than once.\n"
            "→ Return the places of the images, not their digits, and give each wrong answer once."
        )

    def test_leaves_the_right_answers_out(self, learner, rng):
        probabilities, labels, mistakes = _said(rng)
        predicted = probabilities.argmax(axis=1)
        seen = _places(learner.worst_mistakes(probabilities, labels))
        among_wrong = [sorted(mistakes).index(place) for place in mistakes]
        assert seen != among_wrong[:9], recognised(
            "places_among_the_wrong",
            f"You returned {seen[0] if seen else 0} for the most confident mistake. That is its number among the wrong "
            "answers. Among all images it stands elsewhere.\n"
            "→ Keep the places of the wrong answers: wrong = np.flatnonzero(predicted != labels). At the end, look the numbers up in "
            "them: return wrong[numbers].",
        )
        right = [place for place in seen if predicted[place] == labels[place]]
        place = right[0] if right else 0
        # The first 20 answers are right. In a row they are meant; in disorder they are numbers of something else.
        among_few = seen != sorted(seen) and max(seen) < len(mistakes)
        assert not right, recognised(
            "places_among_the_wrong" if among_few else "right_answers_alone",
            f"You returned place {place}. That image is a {labels[place]}, and the model says {predicted[place]} (with "
            f"{probabilities[place].max():.0%}): no mistake.\n"
            + (
                "→ Did you count among the wrong answers alone? Then look up where they stand among all: wrong[numbers]."
                if among_few
                else "→ Choose among the wrong answers alone. Their largest number is not at the place of the label."
            ),
        )

    @pytest.mark.essential
    def test_puts_the_most_confident_first(self, learner, rng):
        probabilities, labels, right = _said(rng)
        n = 6
        seen = _places(learner.worst_mistakes(probabilities, labels, n=n))[:n]
        chosen = probabilities.max(axis=1)
        of_truth = probabilities[np.arange(len(labels)), labels]
        assert seen, (
            "You returned no places, and there are 12 mistakes.\n→ Return the places of the wrong answers."
        )
        assert not all(chosen[a] < chosen[b] for a, b in pairwise(seen)), recognised(
            "least_confident_first" if len(seen) > 1 else {},
            f"Your list begins with a wrong answer of {chosen[seen[0]]:.0%}, and goes on to more confident ones.\n"
            "→ Turn the order round. np.argsort sorts from small to large: sort the negative numbers, or turn the "
            "sorted places with [::-1]."
            if len(seen) > 1
            else f"With n={n} you returned one place, and there are 12 mistakes.\n→ Sort all wrong answers, and then cut after n.",
        )
        by_truth = sorted(right, key=lambda place: of_truth[place])
        assert seen not in (by_truth[:n], by_truth[::-1][:n]), recognised(
            "probability_of_the_label",
            "You ordered the mistakes by the probability of the right digit. How confident the model was is the "
            "probability of the digit that it chose.\n"
            "→ Take the largest number of each row: max, with axis=1. Then begin with the largest of these: np.argsort of "
            "the negative numbers.",
        )
        rank = next((rank for rank, place in enumerate(seen) if place != right[rank]), 0)
        best = right[rank]
        assert seen == right[: len(seen)], recognised(
            {"ahead_of_the_second": best in seen, "cut_first": best not in seen},
            f"Number {rank + 1} in your list is a wrong answer of {chosen[seen[rank]]:.0%}. There is one of "
            f"{chosen[best]:.0%}, at place {best}: it "
            + ("comes later in your list" if best in seen else "is missing")
            + ".\n→ Sort all wrong answers by the probability of the digit that was chosen, the largest first, and cut "
            "afterwards.",
        )

    def test_gives_n_of_them(self, learner, rng):
        for n in (9, 4, 11):
            probabilities, labels, _ = _said(rng)
            options = {} if n == 9 else {"n": n}
            seen = len(_places(learner.worst_mistakes(probabilities, labels, **options)))
            given = f"With n={n}" if options else "Without n=…"
            assert seen == n, recognised(
                {"every_mistake": seen == 12, "nine_every_time": options and seen == 9},
                f"{given} you returned {seen} places, and there are 12 mistakes. It should be {n}.\n"
                "→ Cut after n, and leave the first line as it was at the beginning.",
            )

    def test_gives_fewer_when_there_are_fewer_mistakes(self, learner, rng):
        for n_mistakes in (3, 0):
            probabilities, labels, right = _said(rng, n_mistakes)
            seen = _places(learner.worst_mistakes(probabilities, labels))
            assert sorted(seen) == sorted(right), recognised(
                {"filled_up_with_right_ones": len(seen) > len(right)},
                f"There are {n_mistakes} mistakes among these answers, and with n=9 you returned {len(seen)} places.\n"
                "→ Take the wrong answers out first, and sort and cut only those. Then nothing else can get in.",
            )

    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.worst_mistakes(*_said(rng)[:2])
        assert not learner.changed_input, recognised(
            "erases_the_right_ones",
            "worst_mistakes changed the probabilities or the labels that it was given.\n"
            "→ Write nothing into them: take the wrong answers out, or change a copy.",
        )


class TestPlotConfusionMatrix:
    def test_draws_a_cell_for_each_pair(self, learner, rng):
        for n_classes in (10, 4):
            matrix = _counts(rng, n_classes)
            picture = _picture(learner.plot_confusion_matrix(matrix), matrix)
            assert picture, recognised(
                "bars_drawn",
                f"There is no picture of {n_classes} x {n_classes} cells on the Axes that you returned. The matrix has "
                f"{n_classes} rows.\n"
                "→ Draw the whole table with ax.imshow(…), and return the Axes that you drew on.",
            )

    @pytest.mark.essential
    def test_colours_show_the_share_of_each_row(self, learner, rng):
        matrix = _counts(rng)
        picture = _picture(learner.plot_confusion_matrix(matrix), matrix)
        assert picture, "There is no picture on the Axes.\n→ Draw the table with ax.imshow(…)."
        drawn = _as_rows(picture, matrix)
        rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
        shares = _shares(matrix)
        assert not alike(drawn, matrix, 2e-3), recognised(
            "counts_as_colours",
            "Your colours show the counts themselves. Then a digit that occurs more often looks darker, right or "
            "wrong.\n→ Divide each row by its sum first.",
        )
        assert not alike(drawn, matrix / columns, 2e-3), recognised(
            "share_of_each_column",
            "You divided each column by its sum. Then a cell says which of the answers were right, not what became "
            "of each digit.\n→ Divide each row by its sum: axis=1, with keepdims=True.",
        )
        assert not alike(drawn, matrix / rows, 2e-3), recognised(
            "no_keepdims",
            "The sums of the rows were used for the columns: each column was divided by another row's sum.\n"
            "→ Keep the sums standing in a column: sum(axis=1, keepdims=True).",
        )
        assert not alike(drawn, shares.T, 2e-3), recognised(
            "transposed_picture",
            "Your picture lies on its side: what should be a row is a column.\n"
            "→ Draw the table as it is: its rows are the actual digits, from top to bottom.",
        )
        assert not alike(drawn, shares[::-1], 2e-3), recognised(
            "stands_on_its_head",
            "Your picture stands on its head: the row of the digit 0 is not where the axis says.\n"
            "→ Draw the table as it is. imshow puts row 0 on top; with pcolormesh, call ax.invert_yaxis().",
        )
        wrong = np.argwhere(~np.isclose(drawn, shares, atol=2e-3))
        row, column = wrong[0] if len(wrong) else (0, 0)
        assert not len(wrong), recognised(
            "confusions_alone",
            f"In the matrix, row {row} has {matrix[row, column]} of {rows[row]} in column {column}: that is "
            f"{shares[row, column]:.3f}. Your picture shows {drawn[row, column]:.3f} there.\n→ {_colour_advice(drawn, shares)}",
        )

    def test_writes_each_count_in_its_cell(self, learner, rng):
        matrix = _counts(rng)
        axes = learner.plot_confusion_matrix(matrix)
        picture = _picture(axes, matrix)
        assert not (picture and axes.texts and not picture["texts"]), recognised(
            "numbers_on_the_borders",
            "The numbers in your picture stand where cells meet, or outside.\n"
            "→ Write each in the middle of its cell. imshow puts that of row 2, column 5 at x = 5, y = 2; pcolormesh "
            "half a step further.",
        )
        assert picture and picture["texts"], recognised(
            "no_numbers",
            "There are no numbers in the cells of your picture. Colours alone can't be read off.\n"
            "→ Write the count into each cell: ax.text(…), with the column as x and the row as y.",
        )
        written = _written(picture, matrix)
        assert not _fits(written, matrix.T), recognised(
            "mirrored_numbers",
            "The numbers are mirrored at the diagonal: each stands in another cell than its colour.\n"
            "→ ax.text takes x first, which is the column, then y, the row.",
        )
        wrong = next(
            (cell for cell, count in np.ndenumerate(matrix) if not _says(written[cell], count)),
            None,
        )
        row, column = wrong or (0, 0)
        assert not wrong, recognised(
            {
                "diagonal_written": not written[row, column],
                "percents_written": written[row, column],
            },
            f"In row {row}, column {column} the matrix has {matrix[row, column]}. In that cell of your picture stands "
            f"{' and '.join(map(repr, written[row, column])) or 'nothing'}.\n"
            "→ Write the counts themselves, as whole numbers, each in the middle of its own cell. Only a 0 may be left "
            "out.",
        )

    def test_shows_0_for_a_digit_that_never_occurs(self, learner, rng):
        matrix = _counts(rng)
        missing, single = (int(digit) for digit in 1 + rng.permutation(8)[:2])
        matrix[[missing, single]] = 0
        matrix[single, 9] = 1
        picture = _picture(learner.plot_confusion_matrix(matrix), matrix)
        assert picture, "There is no picture on the Axes.\n→ Draw the table with ax.imshow(…)."
        drawn = _as_rows(picture, matrix)
        assert not np.isnan(drawn).any(), recognised(
            "zero_by_zero",
            f"The digit {missing} never occurs, and its row in your picture is nan, not a number: 0 divided by 0.\n"
            "→ Divide such a row by 1 instead: np.maximum(…, 1) makes 1 of a sum of 0.",
        )
        assert drawn[missing].any() or not 0 < drawn[single, 9] < 0.9, recognised(
            "larger_divisor",
            f"The digit {single} occurs once, and was taken for a 9. So the share of this cell is 1. Your picture shows "
            f"{drawn[single, 9]:.3f} there.\n"
            "→ Divide each row by its own sum, however small. Only a sum of 0 is replaced by 1.",
        )
        assert alike(drawn, _shares(matrix), 2e-3), (
            f"When the digit {missing} never occurs, your colours are no longer the shares of each row.\n"
            "→ That row should show 0, and all others what they showed before."
        )

    def test_says_nothing_wrong_about_its_axes(self, learner, rng):
        axes = learner.plot_confusion_matrix(_counts(rng))
        x, y = axes.xlabel, axes.ylabel
        assert not axes.overwritten, recognised(
            "names_stored",
            f'The x axis of your plot is called "{x}", the y axis "{y}". Something was stored as ax.{axes.overwritten[0]}, and '
            "that is a method.\n→ Call the method, with brackets: the value belongs inside them.",
        )
        swapped = _ACTUAL.search(x) and not _PREDICTED.search(x)
        swapped = swapped or (_PREDICTED.search(y) and not _ACTUAL.search(y))
        assert not swapped, recognised(
            "names_swapped",
            f'The x axis of your plot is called "{x}", the y axis "{y}". Each row is an actual digit, and the columns '
            "say what was predicted.\n→ Call the x axis predicted and the y axis actual.",
        )

    def test_numbers_rows_and_columns_as_the_digits(self, learner, rng):
        matrix = _counts(rng)
        picture = _picture(learner.plot_confusion_matrix(matrix), matrix)
        assert picture, "There is no picture on the Axes.\n→ Draw the table with ax.imshow(…)."
        for what, names in (("row", _row_names(picture)), ("column", picture["column_names"])):
            wrong = [
                place
                for place, texts in enumerate(names)
                if _numbers(texts) and place not in _numbers(texts)
            ]
            place = wrong[0] if wrong else 0
            assert not wrong, recognised(
                "numbered_from_one",
                f'Beside the {what} of the digit {place} stands the number "{names[place][0]}".\n'
                "→ Say first where the ticks are: ax.set_xticks(range(n)) puts one at each digit, with its number from 0 on. Leave "
                "other names away. The same for y.",
            )

    def test_takes_a_matrix_of_any_size(self, learner, rng):
        for n_classes in (4, 12):
            matrix = _counts(rng, n_classes)
            picture = _picture(learner.plot_confusion_matrix(matrix), matrix)
            assert picture and _fits(_written(picture, matrix), matrix), recognised(
                {"last_row_unwritten": picture and n_classes > 10},
                f"With a matrix of {n_classes} classes, the counts are not all in their cells.\n"
                "→ Ask the matrix how many rows it has, len(matrix), instead of counting on 10.",
            )

    def test_leaves_its_input_as_it_was(self, learner, rng):
        learner.plot_confusion_matrix(_counts(rng))
        assert not learner.changed_input, recognised(
            "empties_the_matrix",
            "plot_confusion_matrix changed the matrix that it was given: whoever uses it next finds other numbers there.\n"
            "→ Divide into a new table, and write nothing into matrix itself.",
        )


_PREDICTED = re.compile("predict|guess|answer|said|says|taken|classif|output|network|model", re.I)
_ACTUAL = re.compile("actual|true|truth|real|right|correct|target", re.I)


def _any_counts(rng, n_classes=10):
    """Return a confusion matrix that is not its own mirror image; its last class occurs."""
    counts = rng.integers(0, 6, (n_classes, n_classes))
    counts[0, 1], counts[1, 0], counts[-1, -1] = 9, 2, 7
    return counts


def _answers(counts, rng):
    """Return the labels and the answers that have this confusion matrix, in random order."""
    actual, predicted = np.repeat(np.argwhere(counts >= 0), counts.ravel(), axis=0).T
    order = rng.permutation(len(actual))
    return actual[order].astype("uint8"), predicted[order]


def _confusions(rng, n_classes=10):
    """Return a confusion matrix without equal counts; the right answers are the most frequent.

    The most frequent confusion is below the diagonal, the second above it, the third in the row of the first. Read in
    their order, the counts go down and up.
    """
    counts = rng.permutation(np.arange(11, 11 + n_classes**2)).reshape(n_classes, n_classes)
    for line in (counts[0, 1:], counts[-1, -2::-1]):
        line[:3] = np.sort(line[:3])[[2, 0, 1]]
    counts[-1, 0], counts[0, -1], counts[-1, 1] = 2 * n_classes**2 + np.array([50, 40, 30])
    counts[np.diag_indices(n_classes)] += 3 * n_classes**2 + 100
    return counts


def _sorted_confusions(matrix):
    cells = [
        (row, column, int(count))
        for (row, column), count in np.ndenumerate(matrix)
        if row != column
    ]
    return sorted(cells, key=lambda cell: -cell[2])


def _triples(answer):
    """Return a list of confusions as tuples of whole numbers: they may be lists or arrays as well."""
    rows = [row.tolist() if isinstance(row, np.ndarray) else row for row in answer]
    odd = [
        row
        for row in rows
        if not (isinstance(row, list | tuple) and len(row) == 3 and all(map(_is_whole, row)))
    ]
    nested = any(
        isinstance(part, tuple) for row in odd[:1] if isinstance(row, tuple) for part in row
    )
    pair_first = nested and isinstance(odd[0][0], tuple)
    pair = "(actual, predicted), count" if pair_first else "count, (actual, predicted)"
    assert not nested, recognised(
        "count_and_pair",
        f"Your list holds {_shown(odd[0])}: a pair in a pair. Each confusion should be three whole numbers.\n"
        f"→ Take the inner pairs apart before you return: [(actual, predicted, count) for {pair} in found], where found is "
        "your list.",
    )
    assert not odd, recognised(
        "no_counts",
        f"Your list holds {_shown(odd[0]) if odd else 0}. Each confusion should be three whole numbers.\n"
        f"→ {_triple_advice(odd[0] if odd else ())}",
    )
    return [tuple(int(value) for value in row) for row in rows]


def _triple_advice(row):
    """Say what to do about a confusion that is not three whole numbers."""
    three = isinstance(row, list | tuple) and len(row) == 3
    if not three or not all(_is_whole(v) or isinstance(v, float | np.floating) for v in row):
        return "Put (actual, predicted, count) into the list for each confusion."
    if all(float(v).is_integer() for v in row):
        return "The numbers are whole, and only their type is decimal: int(…) around each changes that."
    return "Take the count as it stands in the matrix, and divide it by nothing."


def _place_of_count(item, matrix):
    """Say where in a confusion the count stands, when it is not the last place; empty where that is not known."""
    first, second, third = item
    count_of = dict(np.ndenumerate(matrix))
    if first in (count_of.get((second, third)), count_of.get((third, second))):
        return "first"
    return (
        "second" if second in (count_of.get((first, third)), count_of.get((third, first))) else ""
    )


def _is_whole(value):
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _said(rng, n_mistakes=12):
    """Return probabilities and labels of 60 images, and the places of the mistakes, the most confident first.

    The first 20 answers are right, and many right ones are more confident than any mistake. Sorted by the probability
    of the right digit, or by how far the second digit is behind, the mistakes have another order.
    """
    n = 60
    wrong = [int(place) for place in rng.permutation(np.arange(20, n))[:n_mistakes]]
    # The most confident comes last, for whoever cuts before sorting.
    wrong = [max(wrong), *(place for place in wrong if place != max(wrong))] if wrong else []
    labels = rng.integers(0, 10, n)
    probabilities = np.zeros((n, 10))
    for place in range(n):
        rank = wrong.index(place) if place in wrong else None
        truth = int(labels[place])
        first, second = (int(d) for d in rng.permutation([d for d in range(10) if d != truth])[:2])
        if rank is None:
            confidence, behind = rng.uniform(0.4, 0.99), 0.3
            first, second = truth, first
        else:
            confidence = 0.66 - 0.02 * rank
            # The share of what is left that the second digit gets.
            behind = 0.8 if rank % 2 == 0 else 0.2
            second = truth if rank % 4 == 0 else second
        left = 1 - confidence
        probabilities[place] = left * (1 - behind) / 8
        probabilities[place, first] = confidence
        probabilities[place, second] = left * behind
    return probabilities.astype("float32"), labels.astype("uint8"), wrong


def _places(answer):
    """Return the places as a list: the answer may be an array or a list."""
    values = answer.tolist() if isinstance(answer, np.ndarray) else answer
    kind = answer.dtype.kind if isinstance(answer, np.ndarray) else "other"
    assert isinstance(values, list | tuple) and all(map(_is_whole, values)), recognised(
        {
            "boolean_mask": kind == "b",
            "confidences_returned": kind == "f" and not _places_but_for_their_type(answer),
            "decimal_places": _places_but_for_their_type(answer),
            "a_column": kind in ("i", "u") and answer.ndim > 1,
            "a_tuple_of_arrays": isinstance(answer, list | tuple) and any(map(np.ndim, answer)),
            "a_series": getattr(answer, "kind", "") == "series",
        },
        f"worst_mistakes returned {_kind(answer)}. It should return places: one whole number for each mistake."
        f"{' These are the probabilities themselves.' if kind == 'f' and not _places_but_for_their_type(answer) else ''}\n"
        + (
            "→ The numbers are whole, and only their type is decimal: put .astype(int) behind the array."
            if _places_but_for_their_type(answer)
            else "→ Each thing in your list holds a place and more. Sort them as you do, then keep the place of each alone."
            if isinstance(answer, list) and all(isinstance(pair, list | tuple) for pair in answer)
            else "→ Two things came back, with a comma between them. Return the places alone."
            if isinstance(answer, list | tuple) and [*map(np.ndim, answer)] == [1, 1]
            else "→ The array with the places lies in another thing: take it out with [0]. np.where gives such a tuple."
            if isinstance(answer, list | tuple) and [*map(np.ndim, answer)] == [1]
            else "→ Return an array of whole numbers, of shape (n,): the places that np.flatnonzero(…) finds, in the order of "
            "np.argsort(…)."
        ),
    )
    return [int(value) for value in values]


def _whole_but_for_their_type(numbers):
    """Whether an array holds decimal numbers that are all whole."""
    decimal = isinstance(numbers, np.ndarray) and numbers.dtype.kind == "f"
    return decimal and np.array_equal(numbers, numbers.round())


def _places_but_for_their_type(answer):
    """Whether an array holds whole numbers, of a decimal type, that are no probabilities."""
    return _whole_but_for_their_type(answer) and answer.max(initial=0) > 1


def _kind(answer):
    if isinstance(answer, np.ndarray):
        return f"an array of shape {answer.shape} and type {answer.dtype}"
    if isinstance(answer, list | tuple):
        return f"a list that holds {_shown(next(v for v in answer if not _is_whole(v)))}"
    return f"a value of type {getattr(answer, 'type', type(answer).__name__)}"


def _counts(rng, n_classes=10):
    """Return a confusion matrix whose rows have very different sums; some confusions never happened."""
    counts = rng.integers(1, 60, (n_classes, n_classes))
    counts[rng.random(counts.shape) < 0.3] = 0
    often = 150 * (1 + rng.permutation(n_classes)) + rng.integers(70, 120, n_classes)
    counts[np.diag_indices(n_classes)] = often
    counts[0, 1], counts[1, 0] = 47, 13
    return counts


def _shares(matrix):
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


def _colour_advice(drawn, shares):
    """Say what to do about colours that are not the shares of each row."""
    if drawn.max() <= 1 and np.array_equal(drawn, drawn.round()):
        return "No share is left, only 0 and 1. Divide with /, not with //, and make no whole numbers of the shares."
    rounded = (np.round(shares, 1), np.round(shares, 2), np.round(100 * shares))
    if any(alike(drawn, one, 1e-4) for one in rounded):
        return "The shares are rounded. Draw them as they are."
    if alike(drawn, shares - np.diag(np.diag(shares)), 2e-3):
        return "The diagonal is missing. Draw the right answers too, with their share of the row."
    return (
        "Divide each row by its own sum, as it is, and draw all rows in order. sum(axis=1, keepdims=True) has a sum for each row; "
        "np.maximum(sums, 1) makes 1 of each 0."
    )


def _picture(axes, matrix):
    """Return what is known about the picture on the Axes that has a cell for each of the matrix, or None."""
    return next((p for p in axes.images if tuple(p["shape"]) == matrix.shape), None)


def _upside_down(picture):
    """Say whether the numbers beside the rows go upwards: then row 0 is the one at the bottom."""
    named = [_numbers(names)[0] for names in picture["row_names"] if _numbers(names)]
    return len(named) > 1 and named == sorted(named, reverse=True)


def _as_rows(picture, matrix):
    """Return the numbers that are drawn, row 0 first; shares in percent as fractions."""
    drawn = picture["values"][::-1] if _upside_down(picture) else picture["values"]
    in_percent = np.nanmax(drawn) > 1.5 and np.allclose(drawn[matrix.any(axis=1)].sum(axis=1), 100)
    return drawn / 100 if in_percent else drawn


def _row_names(picture):
    names = picture["row_names"]
    return names[::-1] if _upside_down(picture) else names


def _written(picture, matrix):
    """Return the texts in each cell."""
    written = np.empty(matrix.shape, object)
    for cell in np.ndindex(matrix.shape):
        written[cell] = []
    for row, column, text in picture["texts"]:
        row = len(matrix) - 1 - row if _upside_down(picture) else row
        written[row, column].append(str(text))
    return written


def _fits(written, matrix):
    return all(_says(written[cell], count) for cell, count in np.ndenumerate(matrix))


def _says(texts, count):
    """Say whether texts in a cell give a count: 1234, 1,234 or 1 234, alone or beside its share."""
    numbers = []
    for text in texts:
        joined = re.sub(r"(?<=\d)[,'’_ \xa0\u2009\u202f](?=\d{3}(?!\d))", "", text)
        parts = re.split(r"[\s()\[\]|/:;=]+", f"{joined} {text}")
        numbers += [int(part) for part in parts if part.isdecimal()]
    return count in numbers or (count == 0 and not any(numbers))


def _numbers(names):
    """Return the whole numbers among the names at one row or column, such as 3, 3.0 or digit 3."""
    found = [
        re.fullmatch(r"\D*?(-?\d+)(?:\.0+)?\D*", name.replace("\N{MINUS SIGN}", "-"))
        for name in names
    ]
    return [int(match[1]) for match in found if match]


def _shown(value):
    """Write numbers plainly, NumPy's too."""
    if isinstance(value, list | tuple | np.ndarray):
        text = ", ".join(_shown(part) for part in list(value)[:6])
        return f"[{text}]" if isinstance(value, list) else f"({text})"
    return str(value)[:40]
