from tinhso.kernel.search.models.search_entry import SearchEntry
from tinhso.kernel.search.models.search_miss import SearchMiss
from tinhso.kernel.search.models.search_synonym import SearchSynonym
from tinhso.kernel.search.models.search_word import SearchWord

__all__ = ["SearchEntry", "SearchMiss", "SearchSynonym", "SearchWord"]
