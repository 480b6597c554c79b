"""The published component's other labels held on to while the names change: its own probabilities as a second target.

At every state of a training step the published component is asked too. Over the moves that begin or go on with one of
the other labels (dates, money, nationalities ...) its probabilities are the target, each move by itself; over the rest
(no name, persons, organisations, places) only the sum is, so that names are free to move against each other. Where the
silver marks a person, organisation or place the silver alone speaks.
"""
import random

import numpy

import common


class Keeper:
    def __init__(self, ner, weight):
        self.tutor = common.published("ner").get_pipe("ner").model
        self.weight = numpy.float32(weight)
        self.other = numpy.array([m[2:] != "" and m[2:] not in common.CORE for m in map(ner.moves.get_class_name, range(ner.moves.n_moves))])
        self.loss = 0.0

    def gradient(self, scores, taught):
        p, t = softmax(scores), softmax(taught)
        rest_p = p[:, ~self.other].sum(axis=1, keepdims=True) + 1e-9
        rest_t = t[:, ~self.other].sum(axis=1, keepdims=True)
        return numpy.where(self.other, p - t, p * (1 - rest_t / rest_p))

    def update(self, ner, examples, sgd, drop, losses):
        """spaCy's own update of a transition component, with the second target added to each step's gradient."""
        from thinc.api import set_dropout_rate
        set_dropout_rate(ner.model, drop)
        docs = [e.predicted for e in examples]
        longest = int(random.uniform(50, 200))      # spaCy's cut of 100 moves, as it varies it
        states, golds, _ = ner._init_gold_batch(examples, max_length=longest)
        if not states:
            return
        free = {}      # by document: the tokens where the silver marks no person, organisation or place
        for e in examples:
            tags = e.get_aligned_ner()
            asked = not e.predicted.user_data.get("recased")
            free[id(e.predicted)] = numpy.array([asked and (t is None or t[2:] not in common.CORE) for t in tags] + [asked])
        model, finish = ner.model.begin_update(docs)
        tutor = self.tutor.predict(docs)
        pairs = list(zip(states, golds))
        for _ in range(longest + 1):
            states, golds = zip(*pairs)
            scores, back = model.begin_update(states)
            d = ner.get_batch_loss(states, golds, scores, losses)
            mask = numpy.array([free[id(s.doc)][s.B(0)] for s in states], dtype="f")[:, None]
            k = self.gradient(scores, tutor.predict(states)) * mask
            self.loss += float((k ** 2).sum())
            back(d + self.weight * k)
            ner.transition_states(states, scores)
            pairs = [(s, g) for s, g in zip(states, golds) if not s.is_final()]
            if not pairs:
                break
        finish(golds)
        ner.finish_update(sgd)
        model.clear_memory()
        tutor.clear_memory()


def softmax(x):
    e = numpy.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
