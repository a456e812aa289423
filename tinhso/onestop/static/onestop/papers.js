/* With a script a chosen file goes at once, so that a paper has one button: the class says so before the page is drawn. */
if (window.fetch && window.DataTransfer) document.documentElement.classList.add("js");
