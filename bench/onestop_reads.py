def measure_reads(cases, *, explain):
    pass
