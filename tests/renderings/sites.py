"""Invented pages built the way sites build theirs: class names, wrappers, and all that is around.

Each page prints the same invented passage: a lead-in, a display quotation with its label, a table or
figure, a reference list. FURNITURE is printed by the sites around it and is no text of the article.
"""

from __future__ import annotations

LEAD = "Nurses at the invented clinic had stopped asking. As one of them explained:"
WORDS = "I asked twice and then I stopped, because nobody up there reads what we write"
LABEL = "Nurse 4, site B"
PLAIN = (
    "This is an invented example, and nothing in it was ever said. We interviewed forty participants "
    "at three invented clinics, recorded every interview and read each transcript twice before coding."
)
FURNITURE = "Furniture that nobody should read"
_F = f"<p>{FURNITURE}</p>"
_MENU = (
    f'<ul><li><a href="/a">{FURNITURE} one</a></li><li><a href="/b">{FURNITURE} two</a></li></ul>'
)

BMJ = f"""<body class="html not-front node-type-highwire-article">
<div id="sliding-popup" class="eu-cookie-compliance-banner cookie-consent">{_F}</div>
<div class="page" id="page"><header class="section-header">{_F}</header>
<div class="region-content"><div class="highwire-markup"><div class="article fulltext-view">
<div class="section abstract" id="abstract-1"><h2>Abstract</h2><p>{PLAIN} {PLAIN}</p></div>
<div class="boxed-text" id="boxed-text-1"><h2>Strengths and limitations of this study</h2>
<ul class="list-unord"><li><p>Forty interviews.</p></li></ul></div>
<div class="section methods" id="sec-2"><h2>Methods</h2><p>{PLAIN}</p></div>
<div class="section results" id="sec-3"><h2 class="">Results</h2>
<div class="subsection" id="sec-4"><h3>Asking</h3><p>{LEAD}</p>
<blockquote class="disp-quote"><p>{WORDS}. ({LABEL})</p></blockquote>
<div id="T1" class="table pos-float"><div class="table-inline table-callout-links">
<div class="callout"><span>View this table:</span><ul class="callout-links">
<li><a href="#">View inline</a></li><li><a href="#">View popup</a></li></ul></div></div>
<div class="table-caption"><span class="table-label">Table 1</span> <p class="first-child">Who took part</p>
</div></div>
<div id="F1" class="fig pos-float"><ul class="highwire-figure-links inline"><li><a>Download figure</a></li>
<li><a>Open in new tab</a></li><li><a>Download powerpoint</a></li></ul>
<div class="fig-caption"><span class="fig-label">Figure 1</span> <p>The three clinics</p></div></div>
</div></div>
<div class="section ref-list" id="ref-list-1"><h2>References</h2><ol class="cit-list ref-use-labels">
<li><div class="cit ref-cit"><cite>Bloggs J. An invented book. 2010.</cite></div></li></ol></div>
</div></div></div>
<div class="panel-separator"></div><aside><h2>Related articles</h2>{_MENU}</aside>
<footer>{_F}</footer></div></body>"""

BMC = f"""<body><div class="cc-banner" data-cc-banner id="cookie-banner">{_F}</div>
<nav class="c-header__menu">{_MENU}</nav>
<div class="u-container"><main class="c-article-main-column u-float-left" data-track-component="article body">
<article lang="en"><div class="c-article-header"><h1 class="c-article-title">Invented example</h1>
<ul class="c-article-identifiers"><li><a>Open access</a></li></ul></div>
<div class="c-article-body"><section aria-labelledby="Abs1" data-title="Abstract" lang="en">
<div class="c-article-section" id="Abs1-section"><h2 class="c-article-section__title">Abstract</h2>
<div class="c-article-section__content"><p>{PLAIN} {PLAIN}</p></div></div></section>
<div class="main-content"><section data-title="Methods"><div class="c-article-section">
<h2 class="c-article-section__title">Methods</h2><div class="c-article-section__content"><p>{PLAIN}</p></div>
</div></section><section data-title="Results"><div class="c-article-section" id="Sec6-section">
<h2 class="c-article-section__title">Results</h2><div class="c-article-section__content">
<h3 class="c-article__sub-heading">Asking</h3><p>{LEAD}</p>
<blockquote class="c-blockquote"><div class="c-blockquote__body"><p>{WORDS}. ({LABEL})</p></div></blockquote>
<div class="c-article-table" data-test="inline-table" id="table-1"><figure>
<figcaption class="c-article-table__figcaption"><b>Table 1 Who took part</b></figcaption>
<div class="u-text-right u-hide-print"><a class="c-article__pill-button" href="/t">{FURNITURE}</a></div>
</figure></div></div></div></section></div>
<section data-title="References"><div class="c-article-section"><h2 class="c-article-section__title">References</h2>
<ol class="c-article-references"><li class="c-article-references__item">
<p class="c-article-references__text">Bloggs J. An invented book. 2010.</p>
<p class="c-article-references__links u-hide-print"><a>Article</a></p></li></ol></div></section>
<section class="c-article-recommendations" aria-labelledby="inline-recommendations">
<h2>Similar content being viewed by others</h2><div class="c-article-recommendations-list">{_F}</div></section>
<section><div class="c-article-share-box">{_F}</div></section></div></article></main>
<aside class="c-article-extras">{_MENU}</aside></div></body>"""

PLOS = f"""<body class="article plosone"><header id="hdr-nav">{_MENU}</header>
<main id="main-content"><header class="title-block"><h1 id="artTitle">Invented example</h1></header>
<section class="article-body"><div class="article-container">
<div id="nav-article"><ul class="nav-secondary"><li class="nav-comments"><a>{FURNITURE}</a></li></ul></div>
<div id="figure-carousel-section"><h2>Figures</h2><div id="figure-carousel">{_F}</div></div>
<div class="article-content"><div class="article-text" id="artText">
<div class="abstract toc-section abstract-type-"><a id="abstract0" class="link-target" title="Abstract"></a>
<h2>Abstract</h2><div class="abstract-content"><p>{PLAIN} {PLAIN}</p></div></div>
<div id="section2" class="section toc-section"><a class="link-target" title="Methods"></a><h2>Methods</h2>
<p>{PLAIN}</p></div>
<div id="section3" class="section toc-section"><h2>Results</h2><h3>Asking</h3><p>{LEAD}</p>
<blockquote><p>{WORDS}. ({LABEL})</p></blockquote>
<div class="figure"><div class="img-box"><a><img src="x" alt="thumbnail"></a></div>
<div class="figure-inline-download">Download: <ul><li><a>PPT</a></li><li><a>PNG</a></li><li><a>TIFF</a></li></ul>
</div><div class="figcaption"><span>Table 1.</span> Who took part</div>
<p class="caption_object"><a href="https://doi.org/x">https://doi.org/x</a></p></div></div>
<div class="toc-section"><h2>References</h2><ol class="references"><li id="ref1"><span class="order">1.</span>
Bloggs J. An invented book. 2010. <ul class="reflinks"><li><a>View Article</a></li><li><a>PubMed</a></li>
<li><a>Google Scholar</a></li></ul></li></ol></div>
</div></div></div></section>
<aside class="article-aside"><div class="dload-menu">{_MENU}</div></aside></main></body>"""

PMC = f"""<body><header class="usa-header usa-header--extended"><p>{FURNITURE}</p></header>
<div class="usa-overlay"></div><nav aria-label="In page navigation" class="ncbi-left-nav">{_MENU}</nav>
<main id="main-content" class="usa-layout-docs__main"><section class="pmc-alerts" aria-label="alerts"></section>
<article lang="en"><section aria-label="Article citation and metadata"><section class="pmc-layout citation">
<h1>Invented example</h1><div class="ameta p"><button>Author information</button>
<div class="d-panel p" style="display: none">{_F}</div></div></section></section>
<section aria-label="Article content"><section class="body main-article-body">
<section class="abstract" id="abstract1"><h2>Abstract</h2><p>{PLAIN} {PLAIN}</p></section>
<section id="sec2"><h2 class="pmc_sec_title">Methods</h2><p>{PLAIN}</p></section>
<section id="sec3"><h2 class="pmc_sec_title">Results</h2><section id="sec4"><h3 class="pmc_sec_title">Asking</h3>
<section class="tw xbox font-sm" id="T1"><h4 class="obj_head">Table 1.</h4>
<div class="caption p"><p>Who took part</p></div><div class="tbl-box p" tabindex="0">
<table class="content" frame="hsides"><thead><tr><th>Clinic</th><th>Number</th></tr></thead>
<tbody><tr><td>A</td><td>14</td></tr></tbody></table></div>
<div class="p text-right font-secondary"><a class="usa-link" target="_blank">Open in a new tab</a></div></section>
<p>{LEAD}</p><blockquote class="text-italic"><p>{WORDS}. ({LABEL})</p></blockquote></section></section>
<section id="ref-list1" class="ref-list"><h2 class="pmc_sec_title">References</h2><section>
<ul class="ref-list font-sm"><li id="B1"><span class="label">1.</span><cite>Bloggs J. An invented book. 2010.</cite>
[<a>Google Scholar</a>]</li></ul></section></section></section></section></article>
<div class="pmc-sidenav" role="complementary">{_MENU}</div></main></body>"""

NHS = f"""<body class="js-enabled"><a class="nhsuk-skip-link" href="#maincontent">{FURNITURE}</a>
<div id="nhsuk-cookie-banner"><div class="nhsuk-cookie-banner" id="cookiebanner"><h2>Cookies on the NHS website</h2>
{_F}</div></div><header class="nhsuk-header" role="banner">{_F}</header>
<nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">{_MENU}</nav>
<div class="nhsuk-width-container"><main class="nhsuk-main-wrapper" id="maincontent" role="main">
<div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds"><h1>Invented example</h1>
<nav class="nhsuk-contents-list" role="navigation">{_MENU}</nav>
<div class="nhsuk-inset-text"><span class="nhsuk-u-visually-hidden">{FURNITURE}</span><p>In brief.</p></div>
<h2>How we asked</h2><p>{PLAIN}</p><h2>Asking</h2><p>{LEAD}</p>
<blockquote class="nhsuk-quote"><p>{WORDS}</p><footer>{LABEL}</footer></blockquote>
<figure class="nhsuk-image"><img alt="x"><figcaption class="nhsuk-image__caption">Table 1. Who took part</figcaption>
</figure><p>{PLAIN}</p>
<div class="nhsuk-review-date"><p class="nhsuk-body-s">Page last reviewed: 1 May 2021</p></div></div></div></main></div>
<div class="nhsuk-feedback-banner">{_F}</div><footer role="contentinfo">{_F}</footer></body>"""

GOVUK = f"""<body class="gem-c-layout-for-public govuk-template__body">
<div id="global-cookie-message" class="gem-c-cookie-banner govuk-cookie-banner" role="region">{_F}</div>
<div id="wrapper" class="govuk-width-container"><div class="gem-c-breadcrumbs">{_MENU}</div>
<main role="main" id="content" class="govuk-main-wrapper"><h1 class="gem-c-heading__text">Invented example</h1>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd><a>{FURNITURE}</a></dd></dl></div>
<div class="govuk-grid-row"><nav class="gem-c-contents-list" role="navigation">{_MENU}</nav>
<div class="govuk-grid-column-two-thirds contents-container"><div class="gem-c-govspeak govuk-govspeak">
<div class="govspeak"><h2 id="how">How we asked</h2><p>{PLAIN}</p><h2 id="asking">Asking</h2>
<div class="call-to-action"><p>Tell us what you think.</p></div><p>{LEAD}</p>
<blockquote><p class="last-child">{WORDS} ({LABEL})</p></blockquote>
<p>{PLAIN}<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="govuk-link">[footnote 1]</a></sup></p>
<figure class="image embedded"><div class="img"><img alt=""></div><figcaption><p>Table 1. Who took part</p>
</figcaption></figure>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote"><p>An invented note.
<a href="#fnref:1" class="reversefootnote" role="doc-backlink">↩</a></p></li></ol></div></div></div></div></div>
<div class="gem-c-print-link">{_F}</div></main>
<div class="gem-c-related-navigation"><h2>Related content</h2>{_MENU}</div>
<div class="gem-c-feedback govuk-!-display-none-print">{_F}</div></div>
<footer class="gem-c-layout-footer govuk-footer" role="contentinfo">{_F}</footer></body>"""

SITES = {"bmj": BMJ, "bmc": BMC, "plos": PLOS, "pmc": PMC, "nhs": NHS, "govuk": GOVUK}
