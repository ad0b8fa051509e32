"""Closed forms and exact solvers: the independent witness of the simulator.

One result per module, named after it. Players are 1 and 2, the pie is 1, costs are shares of the
pie per round (or per unit of time where a rate ``r`` appears). Nothing here knows the rule book.
Outside its domain of validity a function raises ``ValueError`` and never returns a number.

One pie, complete information
    ``rubinstein``, ``stahl``, ``random_proposer``, ``outside_options``, ``flow_costs``,
    ``escalation``, ``tariff_costs``, ``breakdown_risk``
Several issues
    ``frontier``, ``axiomatic``, ``package_bargaining``, ``agenda``
Private reservation values
    ``double_auction``, ``mechanism``, ``cramton``, ``admati_perry``
Talk
    ``cheap_talk``, ``keen_talk``
Reputation, attrition, commitment
    ``attrition``, ``reputation``, ``audience_costs``, ``commitment``, ``enforcement``
When to move, deadlines, two levels
    ``endogenous_timing``, ``optimism``, ``ratification``
The timing of the first offer
    ``offer_talks``, ``offer_timing``, ``offer_conditions``, ``offer_thresholds``,
    ``offer_overlays``, ``offer_leverage``, ``offer_mixing``, ``milestone_path``,
    ``reduced_form``, ``stance_attrition``, ``pocketing``
Solvers
    calendar and the modules that begin with its name (offers on the table, by date); stance_game
    and the modules that begin with stance (stances before them, private priorities), with
    opening_values, first_claims, stage_games, stationary_stages, selection; two_issue_game (the
    two-issue model as terms); gambit (export)
Strategies against one another
    ``meta_game``, ``large_game``, ``dominance``, ``replicator``, ``meta_robustness``
What each of several causes adds
    ``shapley``
Shared border checks
    ``domain``
"""
