"""`make bench`: what a page costs a phone and a server, and how fast reminders leave.

Figures are read as ratios taken in one run on one machine; none of them is a test.
"""

from bench import pages, parcours, push

for part in (pages, parcours, push):
    part.main()
