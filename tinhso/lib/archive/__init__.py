"""Packages for archives: E-ARK CSIP and SIP 2.1, written and checked.

The rules of the validator `eark-validator` 1.1.3 complain of six requirements of our packages, read against the specification none is
ours to mend: CSIP12, CSIP13 and CSIP16 are asked there of every agent with the role CREATOR, while SIP wants the submitting
organisation with that role beside the software; SIP14 looks for NOTETYPE outside its namespace; CSIP63 can only hold where each
group of files says OTHER; CSIP103 wants one division "Representations", which is for packages without METS of representations,
where CSIP107 wants "Representations/<folder>".
"""
