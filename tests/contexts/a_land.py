"""The files of a context of our own invention."""

CONTEXT = "name: A Land, emergency\ncountry: A Land\nstarts_on: 2020-01-01\ncounts_from: 2019-12-31\ncodings: a_land.csv\n"
ORIGINS = """\
ministry:
  name: Ministry of the Interior
  kind: government
  family: state
  coverage: register
  names:
    - ministry of the interior
watch:
  name: Watch
  kind: ngo
  family: watch
  coverage: documented
  names:
    - watch
    - the watch
"""
FACILITIES = "north:\n  name: North prison\n  kind: prison\n  names:\n    - north prison\n"
DEFINITIONS = """\
watch:
  custodial_deaths:
    - counts:
        newborns: {answer: no, stated_in: [A-1]}
    - since: 2020-06-20
      counts:
        newborns: {answer: yes, stated_in: [A-2, ngo_reports/watch/2020_year]}
      remark: It says why.
state:
  arrests:
    - counts: {}
"""
RHYTHMS = """\
state:
  arrests:
    - since: 2020-01-01
      until: 2020-03-31
      expectation: expected
      every_days: 30
      overdue_after_days: 60
      ground: Measured.
    - since: 2020-04-01
      expectation: withheld
      ground: A document says so.
      stated_in: [A-3]
"""
ASSUMPTIONS = """\
A1:
  kind: reading
  name: rounding
  description: A bare number stands for its rounding cell.
  default: true
  active: true
slow:
  kind: limit
  name: a slow pace
  description: No day saw more than ten releases.
  active: false
  measure: releases
  most_per_day: 10
"""
