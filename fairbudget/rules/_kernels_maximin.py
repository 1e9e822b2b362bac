"""Compiled loops of the maximin support rule: whole-number flows between projects and groups of voters.

Voters who support the same funded projects form one group. Costs are the needs of projects, and every voter can take a
load of up to ``load = top / bottom``; multiplied by `bottom`, all amounts are whole numbers, so a flow decides exactly.

Groups are held in CSR layout (`ptr`, `proj`: the funded projects that a group supports, by place in the order of
purchase), and the other way round (`tptr`, `tent`: for each funded project its entries; `group` of each entry). The
candidate that is looked at is one more project: group ``pg[k]`` has ``share[k]`` voters who support it.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._numba import njit

__all__ = ["add", "members", "saturate", "transpose"]


@njit(cache=True)
def members(start, stop, rows, mult, of_row, seen, pg, share):
    """Count the voters of each group who support a project; return in how many groups there are some.

    `seen` is work space by group, all -1 before and after.
    """
    count = 0
    for k in range(start, stop):
        row = rows[k]
        g = of_row[row]
        if seen[g] < 0:
            seen[g] = count
            pg[count] = g
            share[count] = 0
            count += 1
        share[seen[g]] += mult[row]
    for k in range(count):
        seen[pg[k]] = -1
    return count


@njit(cache=True)
def transpose(ptr, proj, projects):
    """Return the entries of each project, and the group of each entry."""
    group = np.empty(len(proj), np.int32)
    tptr = np.zeros(projects + 1, np.int64)
    for g in range(len(ptr) - 1):
        for e in range(ptr[g], ptr[g + 1]):
            group[e] = g
            tptr[proj[e] + 1] += 1
    for q in range(projects):
        tptr[q + 1] += tptr[q]
    place = tptr[:-1].copy()
    tent = np.empty(len(proj), np.int64)
    for e in range(len(proj)):
        tent[place[proj[e]]] = e
        place[proj[e]] += 1
    return tptr, tent, group


@njit(cache=True)
def add(start, stop, rows, of_row, ptr, proj, weight, hint, pg, share, taken, load):
    """Split the groups by whether they support a newly funded project.

    Parameters
    ----------
    hint : float64 array by entry
        How the costs are divided among groups; a starting point for flows, no more.
    pg, share, taken : arrays
        Groups in which the project has supporters, how many, and what they carry of its cost.
    load : float
        What a voter carries at most.

    Returns
    -------
    ptr, proj, weight, hint : arrays
        The new groups; `of_row` is changed in place.
    """
    groups = len(weight)
    number = groups
    target = np.full(groups, -1, np.int64)
    place = np.full(groups, -1, np.int64)
    extra = 0
    for k in range(len(pg)):
        g = pg[k]
        place[g] = k
        if share[k] == weight[g] and g > 0:
            # all of them: no need to split. Group 0 stays that of the voters who support nothing that is funded
            target[g] = g
            extra += 1
        else:
            target[g] = number
            number += 1
            extra += ptr[g + 1] - ptr[g] + 1
    new_project = 0
    for e in range(len(proj)):
        new_project = max(new_project, proj[e] + 1)
    ptr2 = np.zeros(number + 1, np.int64)
    for g in range(groups):
        size = ptr[g + 1] - ptr[g]
        ptr2[g + 1] = size + (1 if target[g] == g else 0)
        if target[g] > g:
            ptr2[target[g] + 1] = size + 1
    for g in range(number):
        ptr2[g + 1] += ptr2[g]
    proj2 = np.empty(len(proj) + extra, np.int32)
    hint2 = np.empty(len(proj) + extra)
    weight2 = np.empty(number, np.int64)
    for g in range(groups):
        size = ptr[g + 1] - ptr[g]
        k = place[g]
        part = 0.0
        if target[g] > g:
            # divide what the group carries so that neither half carries more than it can
            total = 0.0
            for e in range(ptr[g], ptr[g + 1]):
                total += hint[e]
            if total > 0.0:
                part = min(share[k] / weight[g], max(0.0, (load * share[k] - taken[k]) / total))
                part = min(1.0, max(part, 1.0 - load * (weight[g] - share[k]) / total))
        for j in range(size):
            e = ptr[g] + j
            proj2[ptr2[g] + j] = proj[e]
            hint2[ptr2[g] + j] = hint[e] * (1.0 - part)
            if target[g] > g:
                proj2[ptr2[target[g]] + j] = proj[e]
                hint2[ptr2[target[g]] + j] = hint[e] * part
        weight2[g] = weight[g]
        if target[g] >= 0:
            proj2[ptr2[target[g]] + size] = new_project
            hint2[ptr2[target[g]] + size] = taken[k]
            if target[g] > g:
                weight2[g] -= share[k]
                weight2[target[g]] = share[k]
    for k in range(start, stop):
        of_row[rows[k]] = target[of_row[rows[k]]]
    return ptr2, proj2, weight2, hint2


@njit(cache=True)
def saturate(ptr, proj, tptr, tent, group, weight, costs, pg, share, at, hint, top, bottom, need, spare, flow, taken):
    """Tell whether the costs of the funded projects and a candidate can be carried with loads of at most top / bottom.

    Dinic's algorithm from the flow that `hint` suggests.

    Parameters
    ----------
    weight : int array by group
        Voters.
    costs : int array by project
        Cost; the candidate is last.
    pg, share, at : arrays
        Groups with supporters of the candidate, how many, and the place of each group in `pg` (-1 for none).
    need, spare, flow, taken : int arrays
        Work space and result: what each project still needs, what each group can still carry, what it carries by
        entry, and what it carries of the candidate. Multiplied by `bottom`.

    Returns
    -------
    carried : bool
    cost, voters : int
        If not: a set of projects that costs more than its supporters can carry, as its cost and their number.

    Notes
    -----
    Plain arithmetic only: with arrays of Python integers (through ``py_func``) no amount is too large.
    """
    last = len(costs) - 1
    groups = len(weight)
    for q in range(last + 1):
        need[q] = costs[q] * bottom
    for g in range(groups):
        spare[g] = weight[g] * top
    for e in range(len(proj)):
        # a suggestion of what is carried already, as long as it fits
        q, g = proj[e], group[e]
        amount = min(int(hint[e] * bottom), need[q], spare[g])
        flow[e] = amount
        need[q] -= amount
        spare[g] -= amount
    for k in range(len(pg)):
        amount = min(share[k] * top, spare[pg[k]], need[last])
        taken[k] = amount
        need[last] -= amount
        spare[pg[k]] -= amount
    level = np.empty(last + 1, np.int64)
    depth = np.empty(groups, np.int64)
    queue = np.empty(last + 1, np.int64)
    arc = np.empty(last + 1, np.int64)
    back = np.empty(groups, np.int64)
    node = np.empty(last + 2, np.int64)
    while True:
        # breadth first: through which projects can what is still needed be passed on
        head, tail = 0, 0
        for q in range(last + 1):
            level[q] = -1
            if need[q] > 0:
                level[q] = 0
                queue[tail] = q
                tail += 1
        if tail == 0:
            return True, costs[last], costs[last]
        for g in range(groups):
            depth[g] = -1
        open_end = False
        while head < tail:
            q = queue[head]
            head += 1
            first, stop = (0, len(pg)) if q == last else (tptr[q], tptr[q + 1])
            for a in range(first, stop):
                g = pg[a] if q == last else group[tent[a]]
                if depth[g] >= 0 or (q == last and taken[a] >= share[a] * top):
                    continue
                depth[g] = level[q] + 1
                if spare[g] > 0:
                    open_end = True
                    continue
                for e in range(ptr[g], ptr[g + 1]):
                    if flow[e] > 0 and level[proj[e]] < 0:
                        level[proj[e]] = depth[g] + 1
                        queue[tail] = proj[e]
                        tail += 1
                if at[g] >= 0 and taken[at[g]] > 0 and level[last] < 0:
                    level[last] = depth[g] + 1
                    queue[tail] = last
                    tail += 1
        if not open_end:
            break
        # depth first: pass on as much as these shortest ways allow
        for q in range(last + 1):
            arc[q] = 0 if q == last else tptr[q]
        for g in range(groups):
            back[g] = ptr[g]
        for source in range(last + 1):
            if level[source] != 0:
                continue
            d = 0
            node[0] = source
            while need[source] > 0:
                q = node[d]
                stop = len(pg) if q == last else tptr[q + 1]
                step = 0
                while arc[q] < stop:
                    a = arc[q]
                    g = pg[a] if q == last else group[tent[a]]
                    if depth[g] == level[q] + 1 and not (q == last and taken[a] >= share[a] * top):
                        if spare[g] > 0:
                            step = 2
                            break
                        while back[g] <= ptr[g + 1]:
                            # the last arc back is the candidate's
                            e = back[g]
                            if e < ptr[g + 1]:
                                if flow[e] > 0 and level[proj[e]] == depth[g] + 1:
                                    node[d + 1] = proj[e]
                                    step = 1
                                    break
                            elif at[g] >= 0 and taken[at[g]] > 0 and level[last] == depth[g] + 1:
                                node[d + 1] = last
                                step = 1
                                break
                            back[g] += 1
                        if step == 1:
                            break
                    arc[q] += 1
                if step == 1:
                    d += 1
                elif step == 2:
                    # the least that all arcs of the way allow
                    amount = min(need[source], spare[g])
                    for i in range(d + 1):
                        x = node[i]
                        if x == last:
                            amount = min(amount, share[arc[x]] * top - taken[arc[x]])
                        if i < d:
                            h = pg[arc[x]] if x == last else group[tent[arc[x]]]
                            amount = min(amount, flow[back[h]] if back[h] < ptr[h + 1] else taken[at[h]])
                    need[source] -= amount
                    spare[g] -= amount
                    for i in range(d + 1):
                        x = node[i]
                        if x == last:
                            taken[arc[x]] += amount
                        else:
                            flow[tent[arc[x]]] += amount
                        if i < d:
                            h = pg[arc[x]] if x == last else group[tent[arc[x]]]
                            if back[h] < ptr[h + 1]:
                                flow[back[h]] -= amount
                            else:
                                taken[at[h]] -= amount
                    d = 0
                elif d == 0:
                    break
                else:
                    # nothing leads on from here: the arc that led here is dead
                    d -= 1
                    x = node[d]
                    h = pg[arc[x]] if x == last else group[tent[arc[x]]]
                    back[h] += 1
    # the projects that were reached, and everybody who supports one of them
    cost = costs[last] * 0
    voters = costs[last] * 0
    for q in range(last + 1):
        if level[q] >= 0:
            cost += costs[q]
    for g in range(groups):
        inside = False
        for e in range(ptr[g], ptr[g + 1]):
            if level[proj[e]] >= 0:
                inside = True
                break
        if inside:
            voters += weight[g]
        elif level[last] >= 0 and at[g] >= 0:
            voters += share[at[g]]
    return False, cost, voters
