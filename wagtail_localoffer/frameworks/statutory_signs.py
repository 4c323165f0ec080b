"""
By which words one knows that a passage answers an item of the law or of the Code.

They were collected from how settings write, not from how the law does. How they are
read is in ``text/signs.py``, what each kind is worth in ``content/suggestions.py``.
"""

from __future__ import annotations

from wagtail_localoffer.frameworks import Signs, split_words

#: Words that stand for one another. A sign names them in braces.
GROUPS = {
    "child": """
        child / pupil / student / learner / young people / young person / boy. / boys.
        / girl. / girls. / baby / babies / toddler / little one / youngster / teenager
        / young adult
    """,
    "parent": """
        parent / carer / famil / mum. / mums. / dad. / dads. / mother / father /
        guardian
    """,
    "you": """
        you. / your. / yours. / parent / carer / famil / mum. / dad. / guardian
    """,
    "staff": """
        staff / teacher / teaching assistant / practitioner / key person / key people /
        tutor / colleague / lecturer / assistants / ta. / tas. / lsa / workforce /
        everyone here / midday supervisor / lunchtime supervisor / instructor /
        childminder / our team / team member / leader
    """,
    "senco": """
        senco / sendco / inco. / special needs co ordinator / special needs coordinator
        / special educational needs co ordinator / special educational needs
        coordinator / needs and disabilities coordinator / needs and disability
        coordinator / needs and disability co ordinator / inclusion manager / inclusion
        lead / head of inclusion / head of learning support / learning support manager
        / additional learning support manager / sen lead / send lead
    """,
    "specialist": """
        speech therap / language therap / speech and language / occupational therap /
        physio / psycholog / paediatric / health visitor / school nurse / specialist
        nurse / community nurse / diabetes nurse / epilepsy nurse / nurse. / nurses. /
        social care / social service / camhs / specialist teacher / advisory teacher /
        specialist advis / portage / outreach / sensory service / sensory support /
        hearing impairment team / visual impairment team / hearing service / vision
        service / hearing team / vision team / learning support service / child and
        adolescent / children and young peoples mental / autism team / autism service /
        inclusion service / behaviour service / teacher of the deaf / qualified teacher
        of / early help / family support team / youth offending / education welfare /
        outside agenc / external agenc / outside professional / external professional /
        outside specialist / external specialist / other professional / other agenc /
        health professional / health team / health service / nhs. / dietic / wheelchair
        service / respite care / therapist / multi agency / music therap / play therap
        / art therap / voluntary sector / voluntary organi / voluntary group /
        voluntary bod / charities / councils support / social work / hospital / mental
        health team / mental health support team / mobility officer / habilitation /
        orthoptist / dietitian / doctor / inclusion team / support services
    """,
    "often": """
        each term / every term / termly / times a year / twice a year / half term /
        once a year / yearly / each year / every year / each summer / every summer /
        each autumn / every autumn / each spring / every spring / every six weeks / six
        weekly / weeks / each half / every half / each june / every june / each july /
        every july / each month / every month / monthly / annual / regularly
    """,
    "adapt": """
        adapt / adjust / alter. / alters. / altered / altering / modif / differentiat /
        tailor / simplif / personalis / change the / changes the / change a / change
        what / changing what / changing the / matched to / match the / vary the /
        varied to suit / rewrit / shorten / made easier / makes easier
    """,
    "learning": """
        curricul / lesson / task / work. / worksheet / activit / resource / learning /
        course. / courses. / classroom / our rooms / the room / rooms / environment /
        subject / timetable / text. / texts. / topic / material / homework / programme
        of study / play. / teaching / layout / time or the place / game
    """,
    "club": """
        club / trip / outing / visits / residential / camp. / sport / swim / physical
        education / pe. / p e. / forest school / forest session / after school / before
        school and / exchange / performance / school play / nativity / concert / choir
        / orchestra / band. / dance / dancing / excursion / extra curricular /
        extracurricular / outside the classroom / outside lessons / school activities /
        school team / competition / playtime / enrichment / music / messy play /
        painting / cookery / school show / festival / theatre / gym / games / climb /
        expedition / duke of edinburgh / holiday scheme / wraparound / gardening /
        walk. / museum / beach / farm
    """,
    "include": """
        included / include all / include every / inclusive / open to all / open to
        every / open to any / everyone can / everybody can / every one can / all can /
        each child can / every child can / all children can / all pupils can / all
        students can / for all children / for all pupils / for all students / for all
        learners / for everyone / for everybody / take part / takes part / taking part
        / took part / join in / joins in / can join / may join / able to join / joining
        in / participat / left out / leave out / leaves out / misses out / miss out /
        missing out / left behind / stay behind / stays behind / alongside / accessible
        to / accessible for / come along / comes along / came along / can come / every
        child comes / all children come / all children go / every pupil goes / can go /
        goes too / come too / comes too / go too / have a go / in their own way / in
        his own way / in her own way / extra adult / extra member of staff / extra
        helper / a helper / second adult / additional adult / one to one on / welcome
        to / barrier / same chance / beside the others / beside others / with their
        friends / with everyone else / with their class / with the others / never a
        reason / is excluded / are excluded / excludes
    """,
    "item": """
        equipment / laptop / tablet / ipad / reader pen / reading pen / writing slope /
        sloping board / pencil grip / ear defender / wobble cushion / move and sit /
        radio aid / adapted chair / special chair / specialist seat / special seat /
        supportive seat / adapted seat / standing frame / walking frame / assistive /
        reading software / speech software / dictation / voice recogni / magnifier /
        screen reader / communication aid / communication device / eye gaze / switches
        / hoist / specialist furniture / special furniture / adjustable desk /
        adjustable table / height adjustable / brailler / specialist resource / special
        resource / facilities / aids / sensory toys / weighted / touch screen / speaker
        system / soundfield / kit. / adapted cutlery / special scissors / adapted tools
        / step. / bath seat / changing bed
    """,
    "get": """
        buy / bought / borrow / provid / lend / lent. / loan / order / obtain / fund /
        grant / hire / rent. / supplied / supply / secure / purchas / pays for / paid
        for / pay for / apply / applies / applied / recommend / made available / get. /
        gets / budget / ask the council / ask for / asks for / comes from / arrive /
        deliver / request
    """,
    "train": """
        training / trained / train. / qualif / course / inset / cpd / accredit /
        professional development / workshop / award / experience. / experienced /
        expertise / skills / skilled / webinar / certificate / diploma / masters /
        upskill / knows how / know how / knowledge / refresher / coach / has studied /
        have studied / twilight
    """,
    "worry": """
        worry / worries / worried / concern. / concerns. / question / query / queries /
        anything you want to / on your mind / troubl / unsure / problem / not right
    """,
    "complaint": """
        complain / grievance / dissatisf / not satisfied / unhappy with / not happy
        with / unhappy about / not happy about
    """,
    "views": """
        view / say. / voice / opinion / ideas / wishes / wish. / ask / tell us /
        consult / listen / feedback / survey / questionnaire / suggest / choos / vote /
        preferences / have their say / feel about
    """,
    "care": """
        looked after child / looked after pupil / looked after student / looked after
        learner / looked after young / looked after by / who are looked after / is
        looked after / previously looked after / children in care / child in care /
        pupils in care / students in care / learners in care / young people in care /
        in care. / in public care / care experienced / care leaver / left care /
        leaving care / designated teacher / virtual school / foster care / foster famil
        / foster parent / foster home / fostered / adopted / adoption / childrens home
        / residential home / kinship / special guardian / pep. / peps. / personal
        education plan / corporate parent
    """,
}


def read_signs(**kinds: str) -> Signs:
    """Put together the signs of one requirement, with the groups that they name."""
    return Signs(
        **{kind: split_words(words.format(**GROUPS)) for kind, words in kinds.items()}
    )


SIGNS = {
    "schedule-1.1": read_signs(
        sure="""
            kinds of special / kinds of sen / types of special / types of sen / kind of
                special need,
            kinds of need / types of need + provide / support / cater / help / meet,
            range of needs / range of special / range of sen / range of difficult /
                range of disab / range of additional need,
            all four areas / four areas of need / four broad areas / all areas of need
                / broad areas of need,
            all kinds of need / all types of need / every kind of need
        """,
        likely="""
            happy to look after / glad to welcome / able to support / there are
                children here / there are pupils here / among our pupils / among our
                students / in our school are + blind. / deaf / fits. / autis / disab /
                speech / learning / difficult / need,
            {child} + moderate learning / severe learning / profound / moderate or
                severe / severe or profound,
            {child} + autis + deaf / hearing / dyslex / epilep / down / speech / blind
                / sight,
            needs such as / needs including / needs like / difficulties such as /
                conditions such as,
            place / unit / base / provision + kept for / reserved for / set aside for /
                for up to + deaf / autis / speech / language / learning difficult /
                visual / physical / sight,
            resourced provision / resource base / specially resourced / specialist unit
                / additionally resourced / enhanced provision,
            at present / currently / now. + {child} + autis / deaf / downs / dyslex /
                cerebral / learning difficult / speech and language / epilep / visual,
            special school for / school for pupils with / school for children with /
                school for students with / nursery for children with,
            have experience of supporting / experience of supporting / experience of
                working with,
            we welcome / we support / we cater / we teach / we can support / we look
                after / who have / we have + autis / deaf / downs / dyslex / cerebral /
                learning difficult / speech and language / epilep / visual /
                communication / adhd
        """,
        hints="""
            autis / asd. / asc. / asperger,
            adhd / attention deficit / keeping attention / paying attention /
                concentrat,
            dyslex / dysprax / dyscalc / spld / specific learning / reading and
                spelling,
            speech and language need / speech and language delay / speech and language
                difficult / speech language and communication / stammer / language
                delay / slcn / communication need / communication difficult /
                communication and interaction / selective mut / language disorder /
                holding a conversation / delayed speech / little speech / do not speak,
            deaf / hearing loss / hearing impair / hearing aid / cochlear / hard of
                hearing,
            sight loss / visual impair / visually impair / blind. / partially sighted /
                poor sight / sensory impair / sensory need / sensory and physical /
                sensory or physical / sensory processing,
            downs syndrome / down syndrome / genetic / chromosom / rare condition /
                fragile x,
            physical disab / physical difficult / physical need / cerebral palsy /
                spina bifida / muscular / limb difference / wheelchair user / use a
                wheelchair / mobility difficult,
            learning difficult / learning disab / mld. / sld. / pmld / slow to learn /
                cognition and learning / global delay / developmental delay,
            semh / anxiety / anxious / low mood / social emotional / emotional and
                mental / attachment difficult / trauma / tourette,
            epilep / fits. / seizure / diabet / medical condition / fed through /
                feeding tube / complex medical / tube fed / life limiting,
            on roll / have needs / children with / pupils with / students with /
                learners with / diagnos
        """,
        against="""
            training / trained / course / inset / workshop / awareness / award /
                diploma / qualif / learn about / colleagues,
            therapist / autism team / specialist teacher / psycholog / advis,
            club / leaflet
        """,
        headings="""
            kind / type / sort / range / which / what + special needs / special
                educational / need. / needs / difficult / sen. / send. / condition,
            areas of need,
            cater for,
            resource base / resourced / our unit / specialist unit,
            who we support / who we help / children we support / pupils we support /
                who is it for
        """,
    ),
    "schedule-1.2": read_signs(
        sure="""
            are screened / is screened / be screened / screening / screener / we screen,
            identif + need / difficult / early / special / {child} / barrier / gap,
            assess plan do / graduated approach / graduated response,
            assess + special educational / additional need / sen. / what help / when
                they start / on entry / on arrival / at enrolment / first weeks /
                underlying,
            progress check + two / aged two / age two,
            two year check / two year progress / two year old check / check at age two
                / check at two,
            early sign / first sign / warning sign,
            fall behind / falls behind / falling behind / fell behind / slipping behind
                / not keeping up / keep up. / keeping up,
            not making expected / not making the progress / not making enough / less
                progress than / little progress / slow progress,
            below + expected / age related / for their age / their age,
            struggl + notice / spot / find out / check / watch / we look / why / assess
                / record,
            finds hard / find hard / finds difficult / find difficult / what is hard /
                finding it hard / has difficulty / have difficulty + look / notice /
                check / assess / find out / watch / ask / test,
            underlying difficult / underlying need / underlying cause,
            find out why / finds out why / to see why / work out why / works out why
        """,
        likely="""
            is not talking / isnt talking / not talking / is not walking / as we would
                expect / as expected / than expected / than we would expect + note /
                ask / watch / check / look / see / weeks,
            makes notes / make notes / keeps notes / record what + weeks / see / room
                leader / key person / ask,
            well behind / far behind / lag behind / lagging + {child} / peers / class /
                age,
            pupil progress meeting / progress meetings / data drop + {child} / behind /
                discuss / senco / who,
            suspect + dyslex / autis / adhd / need / difficult / you / hearing / we,
            samples of work / short test / standardised / standardized / rating,
            behaviour + has changed / changes / sudden / tells us,
            collects / gathers / gather information / collect information + subject /
                teacher / work / about,
            how each new / each new pupil / each new child / every new / all new pupils
                / new starter + assess / play / move / communicate / check / look /
                test / baseline / watch,
            draw up a baseline / baseline of / baseline assess,
            difficulties that / needs that + come to light / are missed / are found /
                were missed / emerge,
            second opinion / refer for / referred for + assess / diagnos,
            {child} / everybody / everyone + sit a / sits a / take a / takes a / does a
                / do a + test / quiz / assessment / check,
            score + under / below / low,
            delay / possible need / possible difficulty + see / spot / notice / suspect
                / think,
            look for the reason / looks for the reason / look for reasons / what lies
                behind / puzzle,
            keep notes / make notes / makes notes / writes notes / diary of + how /
                play / talk / behave,
            not saying / not walking / not talking / not yet talking / not hearing,
            specialist assessor / diagnostic / full assessment / further assessment,
            baseline,
            assess + {child} / need / they start / starts / difficult / every / each /
                all,
            observ + {child} / at play / lesson / them / playing / plays / room / notes,
            notice / spot / pick up / picks up / recognise + {child} / early /
                difficult / struggl / something / change,
            concern + development / progress / raise / teacher thinks / key person /
                has a / have a,
            checklist / rating scale / profile form + staff / teacher / key person /
                fill,
            test + {child} / her / him / them / reading / dyslex / spelling / hearing /
                on entry / in september,
            stands out / stand out / gives cause / cause for concern,
            watch + lesson / {child} / at play / playing,
            compare + seen / notes / expected / children of,
            reports from / notes from / notes sent / records from / information from +
                nursery / previous school / primary / last school / pre school / feeder,
            milestone,
            think your child / think that your child / think you have / worried that
                your child / worried about their / worried about your + tell / speak /
                talk / come / ask / we,
            when you enrol / application form / at interview / at enrolment + difficult
                / disab / support / need / help,
            hearing test / eye test / sight test / speech check,
            sen register / send register + add / placed / put on,
            trigger / flags / flagged / flag up
        """,
        hints="""
            worried / worry / concern,
            difficult,
            look at / looks at,
            data,
            in september / in october / first term / first half term / fortnight /
                first six weeks,
            early
        """,
        against="""
            risk assess / fire / site,
            course assessment / coursework,
            effectiveness / impact,
            bully,
            complain
        """,
        headings="""
            know / tell / find out + need + help / extra / support / something /
                special / additional,
            know / tell / spot / notice / recognise + need / extra / something / help /
                special / struggling / difficulty,
            identif,
            identif + need / special / assess,
            early identification,
            assess + need / special,
            think + my child / your child / may have / i need / need help,
            identif + assess + need,
            first concern / early sign / raise a concern,
            screening
        """,
    ),
    "schedule-1.3a": read_signs(
        sure="""
            evaluat + support / provision / intervention / help / effective / impact /
                sen / programme / what we do / result,
            impact of / impact on + each / every / our / intervention / support /
                provision / programme / help / measure / the,
            effective + support / provision / help / intervention / what we do /
                programme / our work / how,
            how well our / how well the / how well it / how well each + work / help /
                support / went / programme,
            what works / what worked / what has worked / what did not work / does not
                help / did not help / is not helping / does not work / did not work +
                stop / end. / ends / change / compare / know / keep / drop / look /
                replace / swap,
            before and after / at the start and end / at the start and at the end,
            whether + our support / the support / the help / our help / it works / it
                worked / it helped / they work / it is working / interventions / each
                programme / each group / made a difference,
            value for money / worth the money / worth keeping / worth it,
            made a difference / make a difference / makes a difference / difference it
                / difference our / difference that / difference each / difference the
                help,
            quality assur,
            learning walk / book scrutin / book look / work scrutin,
            governor / trustee / board / committee + report / result / data / score /
                finding / figures / effective / outcomes / impact / hear how + support
                / sen / provision / help / intervention / term / year / settle / mend /
                meeting,
            peer review / external review / outside review / independent review /
                provision review / sen review / send review + support / provision / sen
                / what we do / finding / report
        """,
        likely="""
            entry and / exit score / entry score / start score / end score / baseline
                score + exit / score / intervention / programme / group / gap,
            gap + narrowed / closed / closing / narrowing / has not / hasnt + try /
                else / change / intervention / support,
            try something else / try another / try a different / do something different
                + if / when / not / hasnt / gap / score,
            paying off / pays off / bearing fruit / works best / work best + governor /
                trustee / approach / programme / support / help / which,
            samples lessons / sample lessons / sampling lessons / dip into lessons /
                sits in on lessons + governor / senior / summed / report / fortnight /
                term,
            scores / results / marks + side by side / old and / new / compared / at the
                end,
            did it help / has it helped / it helped / what helped / what has helped +
                {often} / end / we / next / change / didnt / not / manager / senco /
                block / year,
            good value / carry on with / what to carry on / what to keep + intervention
                / programme / help / group / which / score,
            audit of / audit our / audits of / audits our + provision / support / sen /
                inclusion / interventions,
            lesson visit / drop ins / observe lessons / lesson observation + leader /
                senior / governor / senco / support / quality,
            link governor / inclusion governor / governor for / trustee for + sen /
                inclusion / special / needs + talk / visit / day / write / spend / ask
                / look / check,
            judge / assess our / look at our / looked at our / looks at our / looked
                hard at + provision / support / help / practice / our work / what we
                offer,
            what should change / what needs to change / what could be better / what to
                improve / weak / strong points / strengths + visit / find / found /
                write / report / year / plan,
            has not moved / hasnt moved / not moved / no gain / no progress / too
                little gain + programme / group / intervention / dropped / stop /
                change,
            reviewer / inspector / consultant / moderat / partner school / other
                schools / another school / audit + support / provision / sen /
                inclusion / sits in / look / visit / check,
            findings,
            measure + {often} / data / reading age / impact / progress / difference,
            reading age / scores / test results + compare / rise / rose / gain / after
                / went up / improved,
            governor / trustee / board + finding / score / result / effective,
            you told us / you said / parents told us / children told us / families told
                us + so / now. / we did / changed / since,
            out of ten / out of five / rate our / rate the / rates the / marks our /
                mark our,
            survey / questionnaire / exit + help / support + work / useful / useless /
                improve,
            keep what / stop what / drop what / stops what,
            provision map + review / cost / check / evaluat / compare,
            success of / success rate,
            sen governor / send governor / link governor + visit / check / ask / meet /
                monitor / look / hold,
            monitor + effective / quality of / impact / provision / intervention,
            is dropped / is ended / is stopped / we end it / we stop it / we drop it /
                is replaced
        """,
        hints="""
            evaluat,
            effective,
            impact,
            {often},
            short form / smiley / questionnaire / survey,
            governor / trustee,
            results,
            improve / mend,
            compare
        """,
        against="""
            policy is reviewed,
            effective from / effective date,
            access,
            quality mark,
            accessib,
            cake
        """,
        headings="""
            evaluat,
            effective,
            impact,
            works / working / worked / difference + know / check / whether / how,
            how good / how well,
            value for money,
            checking our / checking what / checking that,
            monitoring + provision / support / quality
        """,
    ),
    "schedule-1.3b": read_signs(
        sure="""
            review meeting,
            annual review / yearly review / interim review / termly review / ehcp
                review / ehc plan review / reviews of ehc,
            plan / support / target / provision / outcome + reviewed / reviews / review
                each / review every / we review / review it / review them / review with,
            ehc plan / ehcp / education health and care plan / support plan / learning
                plan / education plan / individual plan + meet / go through / look at /
                update / rewrite / check + outcome / target / progress / you / {child}
                / parents / term / year,
            progress + discuss / together with you / with you / each term / every term
                / parents evening / report to / tracked / review / measure / meeting /
                target / small step,
            target / goals / outcomes + set new / new targets / new ones / are set /
                agree / met. / look at / look back / go through / discuss / review /
                update / change those / moved on,
            next step + agree / together / with you / meet / plan / set. / decide /
                share,
            how your child is doing / how your son is doing / how your daughter is
                doing / how they are doing / how each child is doing / how you are
                doing / how they are getting on / how your child is getting on / how
                you are getting on,
            individual education plan / iep. / ieps. / one page plan,
            learning journ,
            assess plan do
        """,
        likely="""
            small goals / targets on / goal card / target card / progress card / goals
                + card / home / tick / friday / practise / week / stick,
            goes home with / sent home with / comes home with + tick / note / goals /
                target / practise,
            asked in / invited in / called in / come in + three times / twice / once /
                each term / every term / half term / year + plan / progress / how /
                talk,
            what has gone well / what went well / going well + plan / aims / still /
                next / term / hard,
            aims for / learning goals / goals for / learning aims + term / half term /
                keep / change / decide / next / look,
            on course / on track / off track + {child} / target / call / check / year,
            calls you / call you / ring you / rings you / phone you + target / progress
                / agree / plan,
            track + times a year / each term / every term / termly / half term / effort
                / attainment / small steps,
            rings home / ring home / phones home / writes home + progress / how /
                effort / register / doing / comment,
            what has been reached / what was reached / have been reached / has been met
                / have been met / crossed off / cross off / ticked off,
            gone over with you / gone through with you / looked at with you / shared
                with you / read with you / talked through with you + plan / target /
                weeks / term / folder / notes,
            look through / go through / goes through / look at / looks at / talk about
                / talk through / sit down / sit together / go over + with you / with
                parents / with the family / with each family / together / with the
                student / with the pupil / and parents / and family,
            parents evening / parent evening / consultation evening / progress meeting
                / tutorial + progress / how / target / talk / hear / review,
            school report / written report / annual report / termly report / report
                home / reports home,
            tracked / tracking / tracker,
            each meeting / every meeting / the meeting + ask whether / whether / what
                has / what worked / next,
            meet with you / meet you / meet with the family / invite you / we meet +
                {often} + plan / target / progress / outcome / talk / how,
            every six weeks / every ten weeks / every eight weeks / every twelve weeks
                / every half term / each half term / three times a year / once a term /
                each term / every term + plan / target / progress / aims / look back /
                steps,
            work on next / work towards / things to work on / try next / to aim for /
                aims / what comes next,
            p scale / b squared / small steps tracker / boxall / early years profile /
                engagement model,
            progress check + share / parent / with you / meeting
        """,
        hints="""
            progress,
            target / goal / outcome,
            review,
            photos / folder / book / diary + home / parents / you,
            parents and / you and / child and,
            termly
        """,
        against="""
            policy + review / document is reviewed,
            nappies / potty / toilet training,
            governor / trustee,
            risk assess,
            building,
            course fees,
            heads own / headteachers own
        """,
        headings="""
            progress,
            how + doing / getting on,
            review,
            review + progress,
            target,
            outcomes,
            parents evening,
            annual review,
            tracking
        """,
    ),
    "schedule-1.3c": read_signs(
        sure="""
            quality first / first quality / high quality teach / quality of teach /
                quality teach / good teaching / inclusive teach / adaptive teach /
                responsive teach,
            approach to teach / approaches to teach / teaching approach / teaching
                method / teaching style / ways of teaching / teaching strateg / way we
                teach,
            small steps / short steps / into steps / into smaller / into chunks / in
                chunks / manageable chunks / bite size / step by step + teach / task /
                lesson / learn / idea / work / new / instruction / break,
            pre teach,
            we teach / teaches / teach them / taught + through / with pictures / by
                doing / with objects / with real / with symbols / by showing / by
                playing / using,
            learn best / learn through / learning through / learn by / learns through /
                learns by / learns best,
            teachers plan / teacher plans / tutors plan / teachers use / teacher uses /
                tutors use / teachers break / teachers give / teachers show / lecturers
                use / staff use + lesson / picture / step / visual / model / talk /
                sign / symbol / task / word / instruction / all / sessions / question,
            ordinarily available,
            multi sensory / multisensory + lesson / teach / learn / approach / phonics,
            total communication / objects of reference / intensive interaction /
                attention autism / teacch,
            scaffold + task / learn / teach / work / question / support
        """,
        likely="""
            short bursts / short sessions / short activities / one word at a time / few
                words / movement in between / key word signing / wait for / staff wait
                / adults wait / processing time + learn / lesson / staff / sign /
                adults / move / teach / use / time,
            one page sheet / pupil sheet / student sheet / strategy sheet / pen
                portrait / information sheet + plan / teacher / staff / lesson,
            taught with / teach with / taught through / taught by + action / sound /
                cube / number line / object / picture / sign / song / game / small /
                movement / practical,
            check often / checks often / check whether / check that / checks that + got
                it / understood / understand / know / going on / learned / follow,
            demonstration / handout + stage / steps / before / practise / break,
            practise as often / as often as you need / as often as they need / as many
                times,
            same songs / same words / same order / same way each / same smells / know
                what is coming / know what comes next,
            word list / read twice / question read / extra thinking / sit still /
                movement break / brain break,
            songs / smells / objects / textures / lights + learn / day / class / know,
            routines + learn / follow / feel,
            teachers show / teacher shows / adults show / staff show / we show + then /
                try / together / first / how / do it,
            one at a time / one thing at a time / one step at a time / little by little,
            try alone / try it alone / try on their own / on their own once / with less
                and less help,
            comes back / come back to / go back to / revisit / recap + lesson / taught
                / week / friday / starts / begin / new,
            touching / pouring / building / exploring / messy play / sand and water +
                learn / find out / discover / adults / words,
            put words to / puts words to / name what / names what / repeat back / say
                back + {child} / happening / doing / play / say,
            picture / objects / gestures + explain / before / words / with every /
                alongside speech,
            visual timetable / visual prompt / visual aid / visual support / visual cue
                / now and next / picture cue / visuals / symbols / word mat / task
                board,
            modelling / we model / models / demonstrat / worked example / show how,
            hands on / practical / concrete / real objects / counters / play based /
                child led,
            check + understood / understand / they can follow,
            key words / key vocabulary / new words / vocabulary + board / taught /
                teach / before / wall / explain,
            short instruction / clear instruction / simple instruction / one
                instruction / simple language / short sentences / plain words /
                instruction + repeat / short / clear / one at a time / written,
            makaton / signs / signing / sign along / pecs + we use / staff use / use /
                all day / in class / adults,
            read aloud / reading aloud,
            overlearn / over learn / repetition / repeat / revisit / go back over +
                learn / lesson / words / often / teach,
            time to think / thinking time / time to answer / take up time / wait for,
            in lessons / our lessons / each lesson / every lesson / lessons are /
                lesson begins / sessions are + step / picture / model / short /
                structure / clear / movement / recap / plan / active / routine,
            mixed groups / work in pairs / talk partner / peer + teach / lesson / learn
                / work,
            chunk,
            questions are / questioning / open questions,
            specialist programme / structured phonics / precision teach,
            routine / structure + lesson / learn / day / predictable
        """,
        hints="""
            teach / taught,
            stories / puppets / songs / rhymes / movement,
            class teacher / subject teacher,
            differentiat,
            break,
            picture,
            explain,
            scaffold,
            multi sensory / multisensory
        """,
        against="""
            {staff} + trained / training / course / inset,
            name their emotions / name their feelings / bully,
            specialist teacher,
            booster seat,
            artist,
            shines,
            teacher in charge
        """,
        headings="""
            how + taught / teach / learn,
            approach to teaching / approaches to teaching / our teaching / teaching and
                learning / teaching methods / in the classroom / in lessons,
            quality first,
            teaching + special / sen,
            how do children learn / how we teach / how do you teach
        """,
    ),
    "schedule-1.3d": read_signs(
        sure="""
            {adapt} + {learning},
            differentiat,
            another way to show / other ways to show / other ways to record / ways of
                recording / instead of writing / answer by / answers by / without
                writing / record their voice / speak their answers,
            low arousal / low stimul / low distraction / distraction free / workstation
                / work station,
            coloured overlay / coloured paper / tinted paper / larger print / bigger
                print / enlarged / large font / larger font + work / text / class /
                lesson / print / pages / learn / paper / reading,
            away from the window / away from the door / away from noise / near the
                front / near the board / at the front / close to the teacher + sit /
                seat / table / desk / face / place,
            bespoke curriculum / bespoke timetable / individual curriculum / individual
                timetable / reduced timetable / own timetable / personal timetable,
            exam arrangement / access arrangement / extra time in / a scribe
        """,
        likely="""
            simpler text / easier text / rewritten / simplified / easier level / by
                voice / strip light / softer light / room without + text / homework /
                level / work / reading / class / room / curricul / lesson,
            pre teaching / scaffolded / reduced / practical tasks + curricul / year /
                text / task,
            lists / sheets / texts / tasks + shorter / shortened / fewer / simpler /
                easier + some / for / {child} / those / few,
            in place of a pen / instead of a pen / typing in place,
            too loud / too bright / too busy / too noisy + gave up / given up / moved /
                changed / removed / room / class,
            swamped by noise / noise / sounds / light + work in / may work / can work /
                hub / corridor / before the bell / sit,
            before the bell / a pass to leave / time out card / exit card / time out
                pass,
            strand / pathway + curricul / follow / learn / sensory / formal,
            classrooms are / rooms are / classroom is / room is + set up / arrange /
                calm / clutter / match / zoned / laid out,
            sensory curriculum / semi formal / formal curriculum / informal curriculum,
            somewhere calm / somewhere quiet / calmer place / calm spot / tent. +
                {child} / sound / noise / work / play / those / hard,
            noisy + move / away / far end / apart,
            bigger type / larger type / bigger letters / large type / larger letters /
                audio version / as audio / in photographs + material / course /
                instruction / handout / text / book / work,
            type / dictate / photograph + instead / may / can. + write / board / notes
                / student / pupil,
            less on each page / fewer on a page / fewer sums / the amount / half the,
            own desk / own table / plain wall / facing a wall / screens around / may
                stand / standing desk,
            quiet room / quiet area / quiet corner / quiet space / quiet place /
                quieter / calm room / calm area / calm corner / calm space / calm place
                / sensory room / sensory corner / sensory space / den. / pop up tent,
            seating / where they sit / choose where to sit,
            easily distracted / less distracting / fewer distractions / displays are /
                plain walls / lighting / lights / carpet / noise level / softer +
                classroom / room / learn / corridor / {child} / work / lesson / dimm /
                wall / display,
            picture cards / word bank / writing frame / sentence starter / adapted text
                / easier text / audio / recorded / dictat,
            fewer questions / fewer topics / less writing / shorter task / fewer words
                / smaller number / more time / extra time + work / task / lesson /
                curriculum / homework / learn / test / {child},
            broad and balanced + access / all / every / adapt,
            same topic / same subject / same lesson / same text + different / model /
                picture / easier / own / way,
            different task / different level / own level / right level / level of work
                / at their level,
            personalised / tailor + curricul / learn / programme / plan / course,
            some + others + model / picture / recording / write / draw / object,
            classroom / learning environment + organis / arrang / set up / layout /
                laid out / label,
            toys / low shelves / floor / indoors and outdoors + reach / so that /
                rearrang / move
        """,
        hints="""
            curricul,
            so that all / so that every / so that each / so that they,
            task / worksheet,
            coloured / overlay,
            sensory needs
        """,
        against="""
            curriculum map / curriculum evening,
            staff meeting,
            rich and exciting,
            stimulating learning,
            toilet,
            car park,
            menu / meals,
            adapted chair
        """,
        headings="""
            adapt + curricul / learn / lesson / teach / work / environment,
            curriculum + match / access / adapted / suit,
            learning environment,
            differentiat,
            changes / adjustments + learn / lesson / classroom,
            matched to
        """,
    ),
    "schedule-1.3e": read_signs(
        sure="""
            teaching assistant / learning support assistant / support assistant / lsa /
                ta. / tas. / classroom assistant / support staff + group / one to one /
                1 1 / 1 to 1 / support / interven / work / help / sit / each class /
                every class / in class / hours,
            small group / groups of three / groups of four / groups of up to + interven
                / support / teach / taught / work / help / read / phonic / session /
                maths / language / speech / for those / for {child} / extra,
            one to one / 1 1 / 1 to 1 / 121 + support / time / help / session / tuition
                / teach / work / adult / interven / reading / mentor,
            intervention + deliver / run / such as / include / group / programme /
                offer / phonic / read / literacy / maths / number / speech / daily /
                week / we use / extra,
            catch up + phonic / read / maths / group / programme / session / daily /
                lesson / class,
            precision teach,
            extra help / extra support / additional help / additional support / extra
                lesson / extra reading / extra session / extra tuition / extra maths /
                extra practice / extra time with / extra hours + {child} / student / we
                / with / from / in / for / each / some / get / have,
            targeted support / targeted help / targeted group,
            support worker / note taker / study support / study skills support /
                learning coach / scribe and,
            hours a week / hours of help / hours of support / hours each week / minutes
                a day / minutes each day / minutes every day / times a week + tutor /
                adult / assistant / group / read / help / support / phonic / speech /
                language / programme / number / maths / extra,
            booster group / booster class / booster session / booster lesson,
            support plan / provision map / education health and care plan / ehc plan +
                sets out / funds / pays / hours / adult / extra / additional support +
                hours / adult / extra / additional
        """,
        likely="""
            an hour a week / an hour each week / a session a week / half an hour / one
                hour a week / two hours a week + tutor / with a / organis / essay /
                read / maths / specialist / support,
            specialist tutor / specialist support tutor / study mentor / study coach +
                hour / week / essay / organis / see you / help / sessions,
            1 1 / 1 to 1 / one to one / language group / phonics group / afternoon
                group + place / catch up / need more / have,
            homework / coursework / assignment + help / support / learning support /
                study room / library / after school / until half past,
            ratio / one adult to / adult to every / adult for every + pupil / child /
                student / adult / two / three / four / themselves / class,
            daily reader / fine motor / nuffield / early language + intervention /
                group / programme / read / range,
            quarter of an hour / half an hour / ten minutes / fifteen minutes / twenty
                minutes + daily / a day / each day / every day / with miss / with mr /
                with an / on top / each week / three times / group,
            on top of the lessons / on top of lessons / outside lessons / during tutor
                time / in tutor time / before school / after school + read / maths /
                spell / typing / handwriting / memory / group / language / english /
                phonic,
            handwriting / touch typing / memory / reading / spelling / number + small
                sets / small group / groups / in pairs / sessions / daily / offer,
            extra staff / extra adults / additional staff / more staff + room / morning
                / when / class / need,
            at their side / at his side / at her side / by their side / by his side /
                sits beside / sit beside / sits next to / shadow + need / adult /
                assistant / child / pupil / somebody / someone,
            two adults / an adult beside / an adult with / adult next to / assistant
                beside / with an assistant / with an adult + all day / {child} /
                morning / daily / writing / lesson / programme / speech / week / each,
            children at a time / pupils at a time / students at a time / three at a
                time / two at a time / minutes of + morning / week / number / read /
                phonic / speech / day,
            takes notes / take notes / reads to / reads aloud / reader for / scribes /
                prompts + support worker / assistant / adult / with you / exam / lesson,
            speech programme / language programme / physio programme / therapy
                programme + morning / day / assistant / adult / week / with,
            second adult / extra adult / another adult / additional adult / named adult
                / an adult / a helper / key worker + next to / beside / stay / help /
                support / sit / works with / with him / with her / hours,
            reading tutor / maths tutor / specialist tutor / dyslexia tutor / tutoring
                / tuition / one to one tutor,
            homework club / homework help / lunchtime maths / workshop / drop in
                session + maths / english / study / essay / reading / lunch / help,
            withdrawn / taken out / out of class / leave class + group / lesson /
                reading / session / programme / short,
            nurture group / language group / speech group / phonics group / reading
                group / maths group / handwriting group / fine motor group / social
                communication group,
            reading recovery / numicon / lexia / nessy / read write inc / toe by toe /
                paired reading / reading programme / number programme / spelling
                programme / precision / beanstalk / catch up literacy / nuffield /
                neli. / wellcomm / language link / bucket time / lego therapy /
                colourful semantics,
            top up / enhanced funding / inclusion funding / pupil premium / high needs
                / notional / sen budget + adult / hours / helper / support / assistant
                / pays / staff,
            programme / exercises + set by / from the speech / therapist + daily / week
                / assistant / practise,
            how much help / how much support / who gets what / amount of support /
                level of support + agree / decid / based / need,
            smaller class / smaller group / lower group
        """,
        hints="""
            interven,
            help,
            extra,
            hours,
            group,
            support,
            steps back / step back / fade
        """,
        against="""
            goals / quarrel / feelings,
            in house sessions / inset,
            form tutor,
            impact / effective / evaluat / measured,
            booster seat,
            trip / residential / club,
            mural,
            bully,
            complain,
            training,
            transition,
            parent group
        """,
        headings="""
            how + staff + support my / support your / support me / support {child},
            additional / extra / more / further + support / help / learn,
            intervention,
            staff support my / school support my / support my child / support your
                child / support me,
            type and how much / how much support,
            resources + allocated / matched / used,
            who gets / money and,
            small group / teaching assistants,
            what support is there / what help is there
        """,
    ),
    "schedule-1.3f": read_signs(
        sure="""
            {club} + {include},
            nobody / no one / no child / no pupil / no student / no learner / never +
                left out / misses out / miss out / left behind / stays behind /
                excluded from / miss a / misses a + {club},
            {club} + adapt / changed so / made so,
            risk assess / plan ahead / check / visit beforehand / go ahead / look at +
                {club} + {include}
        """,
        likely="""
            like all the rest / like everyone else / like the rest / with the rest /
                just like / as well as everyone + walk / ride / trailer / wheelchair /
                forest / trip / play / days / swim / club,
            cant walk far / cannot walk / gets tired / cannot see / wheelchair + forest
                / trip / trailer / ride / outing / walk / beach / days,
            festival / concert / play. / match / show. / trip / orchestra / choir +
                difficult / disab / sen / wheelchair / autis + rest of / along with /
                beside / together / crew / team / friends / same,
            camping / camped / tent. / tents / residential / sleepover / overnight /
                ski trip / trek + {child} with / friends / epilep / wheelchair / autis
                / teacher / disab / helper / who knew,
            fixture / team sheet / matches + sen / get to play / play / disab / every,
            shy. / nervous / unsure + club / buddy / buddies / come along,
            open to every learner / open to every student / open to every pupil / open
                to everybody / open to everyone + {club} / volunteering,
            carers ticket / transport + {club} / access / disab,
            relay / race / gala + disab / wheelchair / every,
            everyone goes / every child goes / everybody goes / whole class goes / all
                of them go + {club} / trip / class / plan / check / ahead,
            {club} + support / help / adult / staff / {child} with + need / extra /
                additional / wheelchair / sen / disab / one to one,
            {include} + activit,
            wheelchair / disab / sen / special needs / autis + club / trip / team /
                sport / residential / swim,
            {club} + accessible / transport / minibus with / lift / ramp / coach with,
            play. / plays / playing + together / alongside / with friends / with others
                + all / disab / needs / different,
            prefect / monitor / school council / lead role / leading part + {child}
                with / sen / special
        """,
        hints="""
            all children / every child / all pupils / every pupil / all students /
                every student / everyone / everybody / all the houses,
            {club}
        """,
        against="""
            fun run / bake / cake / fair. / fete,
            transition / secondary school / new school,
            envelope,
            parents can,
            join us,
            before school,
            governors
        """,
        headings="""
            activit,
            included + activit,
            trip / club / outing / residential / sport / exchange / after school /
                extra curricular,
            outside the classroom / outside lessons,
            able to / can. + go on / join / take part / come + trip / club / exchange /
                activit / residential,
            join in / take part / taking part / joining in,
            included
        """,
    ),
    "schedule-1.3g": read_signs(
        sure="""
            bully / bullied / anti bully / antibully + deal / record / accept / tolerat
                / report / prevent / tackle / policy / act. / stop / tell / ambassador
                / week / lesson / seriously / respond / act on,
            pastoral support / pastoral team / pastoral care / pastoral lead / pastoral
                manager / pastoral staff / pastoral worker,
            social skill / friendship group / circle of friends / playground buddy /
                playground buddies / buddy bench / playground leaders,
            elsa. / emotional literacy,
            nurture group / nurture room / nurture base / nurture provision,
            zones of regulation / worry box / worry monster / thrive approach / thrive
                practitioner / thrive trained,
            mental health + lead / first aider / champion / support team / ambassador /
                look after / our own,
            counsel + {child} / school / session / week / offer / see / free,
            emotional + wellbeing / well being / support / development / regulat /
                literacy / help,
            feelings / emotions + name / talk / teach / draw / show / learn / manage /
                share / story / express / words / cards / help,
            worried / worries / sad. / upset / anxious / lonely / anxiety + talk to /
                listen / adult / mentor / go to / place / calm / quiet / box / drop in,
            trusted adult / someone to talk / someone who listens / will listen / will
                always listen / adult to talk / listening ear / adults who listen,
            self esteem / self confidence / resilience + build / group / help / work /
                support / session,
            wellbeing / well being + lead / team / support / room / hub / champion /
                session / officer / mentor / check / week
        """,
        likely="""
            quarrel / squabble / argument / argue + adult / help / feel / words / share
                / talk / listen,
            into words + feel / angry,
            what is on their mind / whats on their mind / what is on your mind / on her
                mind / on his mind + say / tell / mentor / talk,
            hard mornings / mornings hard / find mornings / find school hard / dread,
            zero tolerance / safe number / report it / reporting + bully / hurt /
                unkind / text,
            hurt + meet / mediat / restor / friend,
            dog / spaniel / rabbit / pets + {child} / mentor / walk / stroke / calm /
                read,
            way to share / share and / take turns / say sorry / make up + help / adult
                / learn / {child},
            angry / frustrat / cross / frightened / scared / sad. / tired / overwhelm /
                excited + say / tell / help / settle / show / learn / symbol / manage /
                calm / card,
            how they feel / how he feels / how she feels / how you feel / how are you
                feeling / feeling today,
            friendship / make friends / making friends / falls out / fall out / fallen
                out / lonely,
            unkind / teas / name calling / hurtful,
            trained in listening / listen to / listens / peer mentor / peer support /
                mediator,
            calm down / calms down / calming / regulate / soothe / settle themselves /
                cosy den / safe space / calm space / safe place / time out,
            taking turns / turn taking / take turns / sharing + learn / practis / game
                / timer / teach,
            check in. / checks in / check ins / meet and greet / greets + daily / adult
                / morning / mentor / day / each,
            learning mentor / school dog / therapy dog / chaplain / youth worker /
                counsellor / mental health practitioner,
            drop in + lunch / worr / anxi / talk / student / pupil / friend,
            camhs / mental health / wellbeing / well being / emotion / feelings,
            confidence / self esteem / resilien,
            restorative / bully / bullied,
            report / tell + unkind / bully / without giving a name / anonym / button /
                app,
            personal social / pshe / circle time / relationships + learn / lesson /
                talk / feel / friend,
            cuddle / comfort / reassur
        """,
        hints="""
            worried / worries / worry / upset / anxious / anxiety / sad.,
            mentor,
            listen,
            familiar adult / one adult / same adult / adult stays / named adult,
            friend,
            sit with / quiet,
            play together,
            mood
        """,
        against="""
            provision covers / communication and interaction,
            confidential and costs,
            photo album,
            call on / refer to,
            staff trained,
            autism awareness,
            grandparents,
            complain,
            policy is,
            blanket,
            low mood and,
            parents who are
        """,
        headings="""
            well being / wellbeing,
            emotional,
            bully,
            friend,
            feelings,
            social + emotional,
            pastoral,
            mental health,
            worried / sad / unhappy / upset + child / i / pupil / student
        """,
    ),
    "schedule-1.4": read_signs(
        sure="""
            {senco} + @name + @phone,
            {senco} + @name + @email
        """,
        likely="""
            {senco} + @name
        """,
        hints="""
            @email,
            @phone
        """,
        headings="""
            senco + contact / who,
            who is our senco / who is the senco
        """,
    ),
    "schedule-1.5": read_signs(
        sure="""
            {staff} + training / trained / inset / cpd / accredit / professional
                development / workshop / courses / course in / course on / refresher /
                qualified in / qualification / upskill / webinar / twilight,
            {senco} + award / qualif / training / masters / diploma / experience /
                trained,
            national award / nasenco / npq. for senco,
            {specialist} + train / coach / teach us / teaches us / shows / show us /
                advise us / advises us / advise our / advises our / model + staff / us.
                / teacher / assistant / team / key person,
            specialist expertise / specialist knowledge / specialist skill / expertise
                + {staff} / we / from / secure / school / in / buy,
            seek advice / ask advice / advice from / take advice / ask for advice / we
                ask / we call on / buy in + {specialist},
            level 2 / level 3 / level 4 / level 5 / degree + autism / special / sen /
                early years / support / teaching
        """,
        likely="""
            in house session / inset session / training session / staff session /
                twilights + this year / on. / cover / {specialist} / autis / sensory /
                speech / handling / behaviour,
            further qualification / extra qualification / specialist qualification /
                higher qualification / working for a / working towards + teacher /
                staff / autis / learning difficult / all / sen,
            showed staff / shows staff / show staff / shown staff / trains tutors /
                trains teachers / trains staff / trains our / train our / trained our /
                advises on / epipen / gastrostomy / catheter,
            knew what to do / know what to do / knows what to do + teacher / staff /
                adult / seizure,
            {staff} / two of us / three of us / one of us / we have + diploma / degree
                / masters / qualified / certificate in / level 2 / level 3 / level 4 /
                level 5 / can sign,
            {staff} / new to the + morning on / afternoon on / day on / days on /
                session on / evening on / spend a day / learn about / learnt about /
                learned about / have learned / has learned + autis / adhd / dyslex /
                stress / mental / attachment / stammer / speech / trauma / special,
            {staff} + morning on / day on / days on / learn about / spend a day / been
                taught / taught our / shown how,
            taught our staff / teaches our staff / taught us / taught staff / showed us
                / showed our / shown our,
            trained in / training in / training on / training from / courses in /
                courses on / qualified in / skilled in / experienced in / experience of
                / experience in / experience with / learning about / learned about +
                autis / makaton / sign / dyslex / adhd / speech / language / hearing /
                moving and handling / attachment / trauma / epilep / behaviour /
                special / sen / needs / visual / braille / lifting / positive / feeding
                / diabet,
            shows each / shows every / shows all / shows new / show each + staff /
                member / assistant / how,
            every member of staff / all staff / each member of staff / new staff /
                staff meeting / staff day / training day + learn / train / autis /
                needs / sen / special / course / repeat / practise / shar,
            makaton / british sign language / signing / sign to / braille / elklan /
                team teach / mental health first aid + {staff} / two of us / three of
                us / know / can sign / use,
            we have a teacher who / one of our teachers / our teachers / one of our
                assistants + qualif / special / expert,
            attend + course / training / conference / network / cluster,
            share what they learn / pass on what / passes on what
        """,
        hints="""
            training / trained / course,
            expert / skilled / experienced / knowledge,
            {specialist},
            certificate / qualified
        """,
        against="""
            school is closed / closed to pupils,
            memory training,
            days this year,
            first aid / paediatric first / fire,
            potty / toilet training,
            bus training / travel training,
            trained in listening,
            agency staff,
            visiting artist,
            premises,
            cookery,
            sixth formers,
            work experience
        """,
        headings="""
            training / trained,
            expert,
            qualified / qualifications,
            staff + know / learn / skills,
            specialist + expertise / knowledge / skills,
            secured
        """,
    ),
    "schedule-1.6": read_signs(
        sure="""
            {item} + {get},
            equipment + special / need / council / therapist / own / review,
            equipment fund,
            on loan / loan + {item}
        """,
        likely="""
            software / keyboard / mouse / hearing loop / reader / screen / scanner +
                ordered through / can be ordered / order through / on all computers /
                on every computer / available from / student services / on request /
                set up for,
            {item} + belong / checked / technician / maintain / serviced / repaired /
                batteries / charged / set up / fitted / adjusted / owned / recommended,
            footstool / talking tin / light box / switches / ergonomic / screen reader
                / headphones / trackball / keyguard / special keyboard / trolley /
                adapted trike / specialist buggy + plan / paid / lend / set up / fund /
                apply / buy / borrow / need / listed / try,
            toy library / equipment store / loan scheme / loan service / loan library /
                library of equipment,
            delegated budget / school budget / our budget / own budget / sen budget +
                paid / bought / listed / equipment / resources / pieces / buys,
            technology officer / assistive technologist / ict lead + set / try / apply
                / laptop / need,
            {item} + come from / comes from / handed out / lend ours / in every
                classroom / in each classroom / in all classrooms / lent out / kept for
                / can be had / are there for / we keep / we have a store / stock / on
                hand / to hand,
            dearer / cost more / costly / expensive + bought / pays / council / plan /
                funding / apply / money,
            laptop / tablet / ipad / reader pen / software / ear defenders / writing
                slope / radio aid / chair + still / use / needed / help / job / own /
                work / with,
            assistive technology / specialist furniture / special furniture / mind
                mapping / text to speech / loop system,
            money / budget / funding / fund. / funds / grant + equipment / resources /
                facilities / adaptation / furniture,
            sensory service / occupational therap / physio / council + equipment /
                chair / seat / frame / aids / adaptation,
            order + another / one / through / it + chair / pen / tablet / service /
                council
        """,
        hints="""
            equipment,
            loan / borrow,
            council,
            recommend
        """,
        against="""
            catering / fairs / sports equipment / play equipment / pe equipment / gym
                equipment,
            helpline / app.,
            changing facilities / parking facilities / catering facilities,
            envelope,
            wifi
        """,
        headings="""
            equipment,
            facilities + get / secured / special,
            resources + special,
            aids,
            technology
        """,
    ),
    "schedule-1.7": read_signs(
        sure="""
            {parent} + are encouraged / are asked / are consulted / are invited / are
                involved / fully involved / contribute / have a say / have their say /
                share their / take part in / tell us / help us / give us / complete a /
                partner,
            ask / consult / involve / involving / invite / survey / listen to /
                feedback from / views of / meet with + parents / families / carers /
                every family / each family / the family / all families + view / say /
                plan / decid / better / think / help / feedback / year / term / support
                / review / what / meeting / policy / part,
            parent / carer / family / families / you + views / survey / questionnaire /
                feedback form / opinions,
            parent forum / parents forum / parent council / parent voice / parents
                group / parent group / parent panel / parents panel / family forum /
                parent working group + our / school / head / nursery / college / tell /
                ask / views / plan / manager / policy / senco / governors / advise /
                with us,
            coffee morning / stay and play / tea and talk + parent / famil / send /
                senco / you / views / talk / ask,
            you told us / you said / you asked us / parents told us / families told us,
            ask you / consult you / invite you / involve you / you are invited / you
                will be invited / your views / your opinion / without your agreement /
                without your yes / with your yes / your say / hear from you / what you
                think,
            with parents / with the family / with families / together with you /
                alongside the family / alongside parents / alongside you + draw up /
                drawn up / write / plan / agree / decide / set / design,
            plan / support / target + agree it with you / agree this with you / write
                it with you / write it together / written with you / written together /
                draw it up with you / drawn up with you / agreed with you / decided
                with you,
            {parent} + mark / rate / score / vote + our / us / out of
        """,
        likely="""
            families / parents / carers / mums / dads + came / come / met. / meet /
                gathered + what they want / wanted / what they think / ideas / drew /
                suggest / told us / choose / chose / plan,
            mother / father / carer / parent + sit on / working party / working group /
                steering group / rewrote / wrote / co wrote / helped write / helped to
                write / read this / read a draft / panel,
            phone home / ring home / call home / phone you / write home + think / hear
                / agree / before / view,
            without their agreement / with their agreement / without your agreement /
                with your permission / no further without / only go ahead / go ahead
                only + famil / parent / you / phone / before / refer,
            what the family thinks / what parents think / what families think / what
                you think / hear the family,
            parents may join / parents can join / may join the planning / bring a
                friend / bring someone + meeting / planning,
            you asked for / you wanted / parents asked for / families asked for /
                parents wanted / you suggested,
            before you have / until you have / unless you / not signed before / no plan
                is + read / agree / say / sign / yes,
            what works at home / what helps at home / how things are at home / what you
                see at home / what you know about + ask / you / tell / famil,
            your words / in your own words / your comments / your part of,
            what they would change / what you would change / what should be better /
                what could be better / what we could do better,
            meet the manager / meet the head / meet the senco / meet governors / tea
                with + mum / dad / parent / famil / you,
            questions on paper / five questions / online questions / comment card /
                comments box / suggestion box + parent / famil / you / carer / home,
            draft + read by / sent to / shown to + parent / famil / you / carer,
            meet you / meet with you / we meet at / meeting at a time / sit down with
                you + plan / before / support / suits / talk / decide,
            alongside the family / alongside parents / draw up / co produc / coproduc /
                jointly / in partnership / working together with parents / work closely
                with parents / work in partnership,
            home school book / home school diary / contact book / link book /
                communication book / daily diary + you / parents / home / write,
            parents evening,
            open door / door is open + parents / you,
            parent governor + sen / views / ask / speak,
            you know your child best / you are the expert / parents know / know your
                child best,
            pta / friends of + views / ask / parents,
            nothing is begun / nothing begins / nothing starts / nothing happens / we
                never start + you / parents / yes / agree,
            short form / smiley / questionnaire / survey + send / year / home / term,
            home visit + you / ask / tell us / famil
        """,
        hints="""
            parents and / you and your / with you,
            decide / agree,
            suit you / suits you / your shifts / at a time,
            views
        """,
        against="""
            newsletter / app. / envelope,
            parents are told,
            nappies,
            complain,
            pupils have / grandparents
        """,
        headings="""
            how + parents / you / i / we + involved / consulted / take part,
            parent / carer / family / families / you / i / me / we + involve / consult
                / views / say / part,
            how can i be involved,
            working with parents / working with families / working with you / parent
                voice / partnership with
        """,
    ),
    "schedule-1.8": read_signs(
        sure="""
            children are / pupils are / students are / learners are / young people are
                / child is / pupil is / student is / you are + asked / invited /
                encouraged / involved / consulted + view / find hard / words / plan /
                review / meeting / decid / target / say / support / help / learning,
            children have / pupils have / students have / learners have / young people
                have / child has + say. / voice,
            children tell / pupils tell / students tell / learners tell / children give
                / pupils give / students give / children help us / pupils help us /
                students help us + us.,
            children contribute / pupils contribute / students contribute / learners
                contribute / children share their / pupils share their / students share
                their / learners share their + view / plan / review / meeting / decid /
                target,
            school council / student council / pupil council / childrens council /
                college council / student union / students union / pupil parliament +
                views / ideas / say / represent / sen / special / tell / governors /
                suggest / asked / change,
            pupil voice / student voice / learner voice / childs voice / childrens
                voice / voice of the child / voice of the pupil / pupil survey /
                student survey / pupil questionnaire / pupil interview / pupil
                conferenc / learner survey / childrens view / childs view / pupils view
                / students view,
            ask pupils / ask children / ask students / ask learners / ask young people
                / ask all pupils / ask all children / ask our / ask the children / ask
                the pupils / asking children / ask each / ask every / asks each /
                consult / involve / involving / listen to / invite + pupils / children
                / students / learners / young people / each child / every child / the
                child / each pupil / the pupil / the student / each student + view /
                what / how / choose / plan / help / say / want / like / think / in many
                ways / meeting / feel / review,
            {child} + lead / led / chair / open / run / attend + their own / review /
                own meeting / meeting / annual,
            one page profile / pupil passport / student passport / learner passport /
                all about me / communication passport / my profile + view / write /
                words / say / {child} / own / like / help / shape,
            own words / his words / her words / their words,
            do not speak / cannot speak / do not talk / cannot talk / non verbal / not
                yet talk / pre verbal / do not use words / few words / without words +
                watch / look / gesture / picture / photo / sign / symbol / choose / eye
                / reach / notice / follow,
            person centred + {child} / review / meeting / plan
        """,
        likely="""
            student says / pupil says / child says / children say / pupils say /
                students say / learners say / young person says + what / meeting / gone
                well / different / should / like / want / start,
            class rep / course rep / a rep. / student rep / reps. / parliament /
                student voice group + elect / sen / difficult / disab / place / kept /
                need,
            children are / pupils are / students are / learners are / child is / pupil
                is / student is + asked / invited / consulted / involved,
            camera / photograph / photos taken by + {child} + place / like / avoid /
                changed / chose,
            you decide / you choose / you can say / you tell us / your profile / your
                own plan + profile / plan / goes on / meeting / support / what,
            about you + meeting / friend / bring / say,
            smile / frown / turned head / turn of the head / signals / pointing / eye
                contact + want / tell / show / plan / like,
            as a result of what / because of what / changed after + {child},
            pupils advise / students advise / learners advise / children advise / with
                send advise / pupils who advise / ideas came / ideas were / suggested /
                proposed / speak to governors / meet governors / meet the head / sit on,
            {child} + draws / drawing / drew + day / like / help / want / good / table
                / decide,
            yes or no / yes and no / thumbs / point. / vocalis + tell / choos / act on
                / say / mean,
            what comes next / what to do next / next activity + {child} + choos /
                decide / tell,
            {child} + fill in / fills in / fill out / write / draw / record / make +
                page / form / sheet / profile / passport / film / video / slides / what
                helps / poster,
            what helps / what they want / what i want / what they like / what matters
                to / what is important to / important to them / important to me / what
                would help / likes and dislikes,
            {child} + view / wishes / opinion / feelings about + plan / review /
                meeting / recorded / heard / target / sought,
            {child} + choose / decide + target / goal / support / plan / help / subject
                / activities / who,
            plan + from that / from what they / from what children / round their
                interests / follow their interests,
            smiley faces / symbol cards / talking mat / photo cards / choice board /
                now vote / voting / vote,
            student rep / course rep / class rep / pupil rep / ambassador + sen / meet
                / views / disab,
            what they reach for / where they go / turn away / turns away / body
                language / facial expression
        """,
        hints="""
            choos,
            listen,
            their plan / own plan / own target,
            meeting,
            school council / student council
        """,
        against="""
            nappies / newsletter,
            parents of,
            smiley faces + you told,
            cake / stall / bulbs / lemon / fundrais,
            parents have / ask parents,
            bully
        """,
        headings="""
            pupil / child / student / learner / young people / my / me + views / voice
                / say / involved / consult / heard / decide,
            will i be asked / will i have a say / my views,
            pupil voice / student voice / listening to children
        """,
    ),
    "schedule-1.9": read_signs(
        sure="""
            {complaint} + write / head / governor / policy / procedure / make / speak /
                contact / answer / days / manager / form / principal / first / stage /
                want / wish / would like / look into / email / tell / talk / reply /
                council / ofsted / ombudsman / solve,
            complaints procedure / complaints policy / formal complaint / complaint
                form / how to complain / make a complaint / to complain,
            things go wrong / goes wrong / gone wrong / went wrong / get it wrong / got
                it wrong / is wrong. + tell / write / head / manager / speak / raise /
                days / answer / look into / governor,
            ombudsman / send tribunal
        """,
        likely="""
            unfair / wrong / mistake / let you down / not good enough / unhappy / upset
                + form / answer / second look / ten days / manager / head / reply /
                within / look again / write,
            second look / look again / look at it again / review the decision + answer
                / days / ask / form / manager / head,
            failed you / let you down / let your child down / treated badly / something
                is amiss / is amiss / feel that we have + tell / ask / write /
                procedure / head / stage / manager,
            three stage / two stage / stage one / stage two / stages + procedure / head
                / panel / teacher / governor / manager,
            written protest / letter of protest / protest + answer / chair / head /
                days,
            panel of governors / governors panel / appeal panel / panel of trustees,
            {complaint},
            unhappy / not happy / let down / disagree / dispute / not content / treated
                unfairly,
            chair of governors / chair of trustees / chair of the board / governing
                body / committee + write / letter / appeal / hear / take / panel / look,
            looks into / look into / investigat + manager / head / answer / days / you,
            within / inside + days / working days / school days + answer / reply /
                write / hear / respond,
            raise it / raise this / raise the matter / raise your / take it further /
                take the matter + manager / head / governor / straight / with,
            is wrong / are wrong / not right / falls short + support / plan / you think
                / decision,
            mediation / right to appeal / tribunal
        """,
        hints="""
            ofsted,
            working days / school days / weeks,
            resolve / put right / put it right / sort out / sorted out,
            formal / in writing / stage two / next stage,
            appeal,
            complain
        """,
        against="""
            sendias / impartial / advice service / free help,
            need help with,
            no complaint / no reason to complain / without complaint,
            complaint of / day book / tummy,
            lunch,
            paint,
            weather
        """,
        headings="""
            who / how / what + if / can / do / should / when + complain / unhappy / not
                happy / dissatisfied / goes wrong,
            complain,
            not happy / unhappy / dissatisfied,
            goes wrong / disagree,
            concerns or complaints
        """,
    ),
    "schedule-1.10": read_signs(
        sure="""
            {specialist} + visit / come / work with / works with / work together / work
                closely / see / meet / join / refer / involve / bring in / call in /
                advice / advise / assess / contact / invite / ask / attend / with us /
                team around / link / liais / shows / coach / spend / share / support
                from / help from / plan / available / access / based / morning /
                fortnight / month / week / tuesday / partner / call on / calls in /
                give us / with your consent / with consent / with your agreement,
            team around the / early help assessment / multi agency / multi disciplinary
                / multidisciplinary
        """,
        likely="""
            {specialist} + diary / one plan / joint / clash / same table / our staff /
                timetable / together / agree,
            everybody who knows / everyone who knows / all who know / all who work with
                / everyone who works with / everyone involved + child / pupil / student
                / family / table / meet / {specialist},
            round one table / round the table / around the table / joint meeting /
                planning meeting / network meeting + {specialist} / worker / family,
            disability team / sensory team / childrens services / youth service / youth
                worker / early years team / area senco / mind in / young minds /
                barnardo / action for children / home start / charity for / charity
                which + work / with / meet / see / visit / share / refer / come /
                student / pupil / us.,
            by appointment / office here / room here / share a room / clinic + nurse /
                counsellor / therapist / worker,
            {specialist},
            agencies / professionals / services + work / other / health / council /
                outside / refer / involve
        """,
        hints="""
            councils team / outreach team / of the council / the councils,
            refer,
            written advice / report from,
            planning meeting / together with
        """,
        against="""
            raised money / care home / sing. / fundrais,
            baker / fire brigade / people who help us / head lice,
            orders another / ordered through / order another,
            first aid,
            agency staff,
            charity run / fun run / charity shop,
            dental nursery / nursery across,
            days at the hospital / hospital appointment,
            appointments,
            helpline / parents can call
        """,
        headings="""
            specialist services / specialist support / specialist help,
            outside / other / external + agencies / agency / services / professionals /
                specialists,
            working with + health / others / services / social,
            who else,
            therapists / health services / social care,
            working together + agencies / services
        """,
    ),
    "schedule-1.11": read_signs(
        sure="""
            sendias / send ias / iass / information advice and support / information
                and advice service / advice and support service,
            impartial + advice / advis / help / information / support / service / line,
            independent advice / independent support / independent information /
                independent service / free advice,
            parent carer forum / carers forum / parents forum + county / council / area
                / local / contact / join / national,
            family hub / family centre / childrens centre / family wellbeing / citizens
                advice / contact a family / ipsea / kids. charity / mencap / national
                autistic,
            support group / parent group + parent / famil / carer / meets / local /
                join / autis / adhd,
            helpline / advice line / carers line / family line / parent line + parent /
                famil / carer / call / @phone / free / ring / chat / for,
            family support worker / parent support adviser / parent support advisor /
                family liaison / home school link worker / early help + famil / parent
                / home / you / help / support
        """,
        likely="""
            respite / siblings club / sibling group / legal helpline / short breaks /
                saturday club + ask us / free / carer / famil / parent,
            advice service / information service / support service / advice centre +
                confidential / free / costs nothing / independent / parents / families
                / near / ring / call / form / appeal,
            need help with / help with + form / appeal / benefit / claim / housing +
                service / ring / call / free / advice / worker / team,
            disability living allowance / dla. / carers allowance / benefits / blue
                badge form / forms for + help / worker / house / fill / you / with you
                / do it,
            come to your house / comes to your house / home start / homestart / visit
                you at home + worker / help / with you / support / volunteer,
            takes nobodys side / nobodys side / on your side / independent of the
                school / independent of the council,
            parents / carers / families + meet / group / drop in / workshop / course +
                each month / every month / monthly / weekly / library / welcome /
                newcomers / new members / every week / autis / sleep / behaviour,
            charity / charities / voluntary / volunteer / organisation / website +
                parents / families / carers / family / helps / supports / advice,
            form / claim / benefit / allowance / grant / dla + help you / help families
                / help parents / helps you / sit with you / fill in / family fund,
            young carers / siblings + group / support / club,
            respite / short break,
            someone on their side / someone on your side / come with you to meetings /
                come to meetings with you,
            helpline / advice line
        """,
        hints="""
            free / confidential,
            appeal / plans and / tribunal,
            @phone,
            parents who / families who / if you are a parent,
            legal advice,
            local support
        """,
        against="""
            fun run / bake / lifeboat,
            password / app. / software,
            friends group,
            staff,
            careers advice
        """,
        headings="""
            support / help / advice / services + parent / family / families / carers /
                us / me as a,
            sendias,
            useful links / useful contacts / where to get help / other help / who else
                can help,
            family support
        """,
    ),
    "schedule-1.12": read_signs(
        sure="""
            transition + plan / visit / school / meeting / support / next / year / day
                / new / {child} / book / smooth / programme / secondary / college /
                adult,
            move to / moves to / moving to / move up / moves up / moving up / move on /
                moves on / moving on / transfer to / transfers to / going to / go to /
                goes to / start at / starts at + secondary / high school / next class /
                new class / next school / new school / next year / next room / college
                / school / primary / reception / year / another setting / setting /
                adult / sixth form / pre school room / work,
            secondary school / high school / new school / next school / primary school
                / new setting / next setting / receiving school / feeder primar / our
                feeder + visit / meet / staff / teacher / pass / share / senco /
                information / year 6 / summer / buddy / taster,
            new teacher / next teacher / new room / new class / next class / next room
                / reception teacher / new key person + meet / visit / picture / photo /
                book / july / june / short / before,
            supported internship / internship / apprentice / work experience / work
                placement / job coach / careers advis / careers advice / employer /
                paid work,
            independent living / live independently / living independently / life after
                / adult life / adulthood / independent travel / travel training / bus
                training + plan / prepar / teach / skill / learn / college / work /
                cook / help / from year / student / money,
            start school / starting school / starts school / before school / leaving
                nursery / leave us / leaves us / leaving us / leaver + visit / meet /
                plan / photo / teacher / reception / pass / join / spring / summer /
                report / college / help / book / share,
            settling in / settle + visit / sessions / parent / stay / new / first /
                week / home,
            college visit / taster day / tasters / taster session / open day with /
                bridging
        """,
        likely="""
            from sixteen / from fourteen / at sixteen / post 16 / sixth form + flat /
                shop / bus / job / work / grown up / adult / live / cook,
            grown ups need / as a grown up / grown up life / adult skills / life skills
                + learn / teach / flat / shop / bus / practise / cook / money,
            high school / secondary school / college / new school / big school + bus /
                map / times / mentor / tutor / dread / tour / worry / visit / met. /
                meet / journey / walk,
            leaving for / going to school / off to school / ready for school + album /
                teacher / page / play / meet / pass / photo,
            new teacher / her new teacher / his new teacher / their new teacher / next
                teacher + come / play / meet / watch / talk / visit,
            last term / final term / final year / last year with us / year before you
                leave + job / benefit / live / college / plan / look / interview /
                university / move,
            job / interview / benefits / where to live / housing + you / learn / leave
                / last / look / help,
            goes along / go along + interview / college / visit / open day / first,
            live as adults / as adults / adult years / when they are adults / when you
                are an adult / be adults,
            use the train / using the train / use the bus / using the bus / catch a bus
                / travel alone / travel by themselves / travel on their own + practise
                / learn / teach / train / skill,
            shop / garden centre / caf / allotment / charity shop / real workplace +
                morning a week / day a week / work / placement / pupils do / students
                do,
            moves up / move up / moving up / goes up / go up / changes room / change
                rooms + before / short / visit / morning / room / class,
            before + start / join / arrive / begin + visit / meet / photo / home / call
                / nursery / tour / book / us.,
            year 6 / year 7 / year 9 / year 11 / year 12 / year 14 + visit / plan /
                move / first half term / first term / first weeks / september / meet /
                new / next,
            first day / first week / first half term / first term + new / shorter /
                part time / buddy / year 7 / settle / map / tour / gently / starter,
            pass on / passes on / handed on / hand over / handover / share records /
                records go + next / new / school / college / teacher,
            social story / transition book / photo book / book with pictures / picture
                book of / book of photos + new / room / teacher / school / next,
            induction / enhanced induction / summer school,
            move between / change of class / change of room / between rooms / between
                classes / between key stages,
            leave school / leaves school / after school life / next stage / next phase
                / next step in / future + plan / prepar / help / college / work / adult,
            job / volunteering / employment / workplace + student / young / skill /
                prepar / week / coach,
            cooking / budget / money / bus / shopping / own home + prepar / independent
                / life / learn to / teach
        """,
        hints="""
            year 6 / year 7 / year 11,
            september / summer term / june / july,
            visit,
            buddy,
            college / sixth form / reception teacher,
            change / new,
            before school
        """,
        against="""
            uniform / term dates / school starts,
            care leaver,
            moving house / new address,
            fish / tank / aquarium / prom. / hoodie,
            sixth formers trained,
            foster / placement changes,
            bully,
            sports day,
            moving and handling
        """,
        headings="""
            transition,
            transfer / moving / move / leaving / leave / settling / start,
            next stage / next school / new school / next class / next phase,
            prepare + next / adult / future / join / life / move,
            after + school / college / us / year 11,
            adulthood / careers / growing up
        """,
    ),
    "schedule-1.13": read_signs(
        sure="""
            local offer + @link,
            local offer + council / county / borough / city / local authority /
                authority / shire
        """,
        likely="""
            local offer + search / directory / website / find / link / published /
                services / area / map
        """,
        hints="""
            directory,
            @link
        """,
        against="""
            our local offer / our own local offer / the local offer of our / schools
                local offer / this local offer / my local offer
        """,
        headings="""
            council + local offer,
            local authority + local offer,
            authoritys local offer,
            where + local offer
        """,
    ),
    "section-69.d1": read_signs(
        sure="""
            admission + disab / criteria / ehc / health and care / councils / same /
                policy / special / plan / needs / priority / code / rules,
            names our / naming our / name our / names the school / names us / name the
                school / named school / names the college / names the nursery / named
                in + plan / place / ehc / school / admit,
            admit + disab / plan / same / special / need / rules / policy / children
                with / pupils with / order,
            a place / places here / place here / places are / places at / place at /
                place in / place for / places for + apply / applies / offer / given /
                allocated / panel / criteria / refuse / waiting list / case officer /
                consult + disab / plan / special / need / council / ehc / parent / you
                / child / pupil / student / learner / them / deaf / time / us,
            oversubscri,
            waiting list + disab / priority / need / plan,
            no restriction / no entry test
        """,
        likely="""
            turned away / turn away / turned a child away / turned a pupil away /
                turned anyone away / turned anybody away / refused a child / refused a
                pupil + disab / need / condition / plan / difficult,
            team places / council places / authority places / places those / panel
                places + plan / council / team / pupil / child,
            same right to a place / right to a place / right to attend / have a place +
                child / disab / any,
            entry to the school / entry to the college / entry is / way in. + plan /
                ehc / only / council / application,
            tell their council / tell your council / council writes to us / council
                then writes / writes to us / naming + plan / parents / place / visit /
                school,
            only through / only by + ehc plan / council / plan,
            talk to us early / tell us early / as early as you can + place / disab /
                support / start / ready / join,
            placement panel / admissions panel / by the panel / authoritys panel /
                councils panel + place / pupil / child,
            consult us / consults us / consult with us / asks if we / ask if we + plan
                / council / place / days / march / answer,
            a place in / places in + given by / decided by / allocated by / through the
                / panel,
            panel decides / panel meets / panel agrees / panel of the council /
                placement panel / council decides / council places / placed by the
                council / through the council / via the council / case officer + place
                / pupil / deaf / admission / family / who,
            council / local authority + asks us / consult / names / sends us + whether
                / meet the need / meet their need / needs / plan / answer / days /
                place,
            whether we can meet / can meet the needs / can meet their needs / able to
                meet,
            join our school / a place at / place with us / place here / a place in +
                disab / need / plan / apply / same / every / all,
            come and see us / look round / look around / visit us + before / apply /
                place / decide / need,
            enrol / entry requirement / interview + disab / need / support / same /
                plan,
            never turn away / never turned away / turn nobody away / do not turn away /
                never refuse / do not refuse,
            meet before / talk before / plan before + place / start / join
        """,
        hints="""
            admission / admitted,
            ehc plan / health and care plan / ehcp,
            apply,
            disab,
            same rules / like all others / like any other / like everyone
        """,
        against="""
            aquarium / museum / ticket / parking permit,
            club,
            bully
        """,
        headings="""
            joining us / joining our / joining the / coming to us,
            admission / admitted,
            a place / places + get / apply / offered,
            apply,
            how do children join / entry
        """,
    ),
    "section-69.d2": read_signs(
        sure="""
            disadvantag + disab / rule / uniform / fair / not / nobody / adjust,
            reasonable adjust / reasonable change,
            discriminat,
            less favourabl / less well than / treated worse / worse than others /
                unfairly because / placed at a disadvantage / at a disadvantage /
                disadvantaged because,
            equality act,
            equal opportunit / equal access / equality policy / equality scheme /
                equality objective / equality duty / equality plan / equalities,
            treated fair / treated the same / treated equally / treat everyone / treat
                everybody / treat all + fair / same / equal / differ / disab / need,
            the same chance / same opportunit / same chances / same right + disab / all
                / every / others / {child}
        """,
        likely="""
            detention / sanction / punish + adhd / autis / tapping / tics / fidget /
                condition / rule / bent / bend / cannot help / disab,
            rule is bent / bend the rule / bend a rule / bend our rules / exception is
                made / make an exception / makes an exception,
            loses playtime / lose playtime / lose break / misses playtime / kept in at
                + slow / because / disab / for being / no child / nobody,
            tics / flapping / stimming / fidget / rocking / calling out + not treated /
                not seen / not punish / allowed / accept / never / manners / rude /
                behaviour,
            held against / counted against / count against + absence / disab / you /
                illness / condition,
            absence + disab / hospital / condition / not counted / held / medical,
            in another form / in another way / other form + test / entry / exam / disab,
            told off / telling off / blamed / punished / in trouble + condition / disab
                / cannot help / comes with / because of,
            allow for / allows for / make allowance / makes allowance + disab /
                condition / need / behaviour / rules / uniform,
            attendance + hospital / appointment / illness / leave out / do not count /
                does not count / disab / medical,
            reward / award / certificate + leave out / do not count / fair / hospital /
                disab / appointment,
            uniform + soft / label / adapt / sensory / may / relax / flexible,
            no marks / lose marks / marks for spelling / marked down,
            behaviour / our rules / the rules / each rule / sanction / detention /
                punish / consequences / kept in / told off / exclusion + disab / cannot
                help / need / because / each rule / adjust / autis / adhd / differ /
                before it / exception / condition,
            minutes early / leave early / late without / arrive late / move between
                lessons + tire / pain / disab / crowd / corridor / lesson,
            homework / test / deadline / exam + flexible / extra time / disab / longer
                / more time / extension,
            treated fairly / fairly / fairness / equality / equally + disab / all /
                every / {child} / need / treat,
            jokes / insult / language + disab / challenge / never accept / stereotyp,
            stereotyp / prejudice / bias,
            before + new policy / new rule / change a rule / decide / decision + disab
                / effect on / affect / unfair,
            policies / policy + look at / check + disab / unfair / fair / effect
        """,
        hints="""
            disab,
            fair / equal,
            each rule,
            same,
            exception / flexible,
            adjust
        """,
        against="""
            summer fair / school fair / christmas fair / equal parts / fair trade /
                fairs. / fete,
            paint,
            pay and display,
            uniform shop
        """,
        headings="""
            fair / equal / discriminat / adjustment,
            less favourably / treated
        """,
    ),
    "section-69.d3": read_signs(
        sure="""
            ramp. / ramps. / ramped / slope with + door / entrance / toilet / main /
                every / floor / wheelchair / building / hall / playground / gate / each
                / all / yard / there is / there are,
            wheelchair + access / ramp / reach / can get / gets into / can go / can
                enter / toilet / doorway / friendly / path / takes wheelchair,
            accessible toilet / accessible bathroom / accessible entrance / accessible
                parking / accessible throughout / accessible bay / accessible shower /
                accessible changing / disabled toilet / disabled parking / disabled bay
                / disabled access / adapted toilet / adapted bathroom / fully
                accessible,
            grab rail / handrail / hand rail,
            hearing loop / induction loop / loop system / soundfield / sound field,
            level access / step free / no steps / no stairs / without steps / without
                stairs / one level / one floor / single storey / flat site / level
                entrance / ground floor,
            wide door / wider door / automatic door / doors open by themselves / power
                door,
            blue badge,
            changing bed / changing bench / changing place / hygiene room / hygiene
                suite / wet room / hoist / tracking hoist,
            evacuation chair / evac chair / flashing alarm / flashing light / visual
                alarm / vibrating,
            braille / tactile / contrast strip / yellow strip / white lines / bright
                edge / edges on + stairs / steps / signs / floor / door / room / label
                / nosing / path / edge,
            a lift / the lift / lifts. / stair lift / stairlift / passenger lift /
                platform lift + floor / every / reach / building / wheelchair / all /
                upper / between / to
        """,
        likely="""
            platform lift / bench half / powered chair / shower with a seat / seat in
                the shower / pull cord / alarm cord / wide enough / turning circle /
                dropped kerb / push of a button / push button / push pad,
            doors / corridors + wide / automatic / button / powered,
            wheelchair / powered chair / pushchair / walking frame + get / through /
                reach / wide / enough / path / round,
            shower / toilet + seat / rail / alarm / cord / wide / accessible / hoist,
            stairs / steps / edges / kerb + yellow / white / rail / marked / painted /
                contrast,
            carpet / acoustic / blinds / lighting + noise / sound / echo / glare /
                sight / deaf / hearing / swallow / soften,
            touch screen / speaker system / adjustable / height / low sink / low
                handles + sitting / reach / seated / wheelchair / worn / bench / table
                / cooker / hob,
            large print / easy read / audio version / other languages / braille /
                symbols + letters / leaflet / website / we can send / information /
                policy / documents / ask,
            parking / drop off + disab / close / near / beside / by the door / entrance,
            reception desk / bell / buzzer / door handle / handles + low / height /
                reach,
            sensory garden / sensory room / quiet entrance,
            stairs / steps + rail / lift / edge / marked / painted,
            wheelchair
        """,
        hints="""
            wheelchair,
            entrance / doorway / front door / main door / gate,
            toilet,
            access,
            deaf / blind / sight,
            building / site,
            height,
            touch screen / speaker system
        """,
        against="""
            deliveries / lorries / kitchen store / basketball,
            in your plan,
            baby changing / ladies,
            accessibility plan / access plan / access scheme,
            training / trained / shows each,
            exchange / come along,
            fire engine / permit
        """,
        headings="""
            accessible / accessibility,
            accessible + building / environment / site / school,
            wheelchair,
            building / site,
            disabled + access / toilet / facilities,
            getting around / getting in / physical access
        """,
    ),
    "section-69.d4": read_signs(
        sure="""
            accessibility plan / access plan / accessibility action plan /
                accessibility and equality plan / accessibility policy and plan /
                accessibility strateg / access strateg / accessibility scheme /
                accessibility programme / access scheme / plan for access. / plan for
                better access / plan for accessib / plan to improve access / plan to
                increase access / plans to improve access / plan on access,
            plan / scheme / strategy + three year / year / until / policies / governors
                / copy / website + improve / better / more / increase / widen + access
        """,
        likely="""
            plan to open up / plan to make the building / plan for the building / plan
                for disabled access / plan for disabled people / plan to remove
                barriers + disab / access / read / year / governors,
            our plan / plan + three years / next three years / 2027 / 2028 / 2029 /
                2030 + disab / access / building / ramp,
            accessibility + plan / policy / audit / next steps / improvements,
            plan + make + more accessible / easier to reach / easier to use,
            three year plan / three year access / three year scheme + access / building
                / disab / ramps,
            access audit / accessibility audit
        """,
        hints="""
            accessib,
            access,
            three year / next three years,
            copy / on our website / under policies,
            planned / next come / comes next
        """,
        against="""
            fire engine / permit / car park
        """,
        headings="""
            accessibility plan / access plan / accessibility strategy / plan for access
                / accessibility scheme
        """,
    ),
    "code-6.80": read_signs(
        sure="""
            virtual head / virtual school head / looked after + carer / pep / plan /
                sen / designated / placement,
            special guardianship,
            {care}
        """,
        against="""
            grandparents / well looked after / love of nature,
            adopted the / adopted a / adoption of the / policy was adopted,
            in care of,
            takes care of
        """,
        headings="""
            looked after,
            in care,
            designated teacher,
            care experienced / care leavers / adopted / fostered
        """,
    ),
    "code-6.81": read_signs(
        sure="""
            first port of call / first point of contact / first person to,
            {worry} + talk to the / talk to your / talk to us / talk to any / talk to
                our / talk to her / talk to his / speak to the / speak to your / speak
                to us / speak to any / speak with the / speak with your / speak to our
                / contact the / contact your / contact us / contact our / see the /
                ring the / ring us / call us / call the / email the / email us / get in
                touch / ask to see / ask the / ask your / have a word / come and see /
                tell the / tell your / message the / write to / phone the / phone us /
                catch,
            speak / talk / word / contact / ask + first + teacher / key person / tutor
                / form tutor / keyworker / senco / room leader / key worker,
            sen policy / send policy / special needs policy / special educational needs
                policy / inclusion policy / policy on special / policy for special /
                policy on sen / policy for sen + website / online / find / page /
                reception / office / copy / read / ask / download / click / link /
                policies / paper / version / available
        """,
        likely="""
            question / anything + ask + gate / team / teacher / office / phone / door /
                any,
            people to turn to / person to turn to / turn to / your first stop / your
                contact + teacher / tutor / key person / worry / uneasy / senco / form
                / concern,
            uneasy / anxious about / not sure about / wondering + tell / turn to / ring
                / teacher / tutor / talk / ask,
            policies / policy + website / online / page / paper / office / gate + sen.
                / send. / special / inclusion,
            have a word / get in touch / make an appointment / book a time / catch us /
                drop us a line / pop in + teacher / key person / tutor / door / office
                / senco / app / manager / the gate / any time / day,
            speak to / talk to / see the / ring / email / message / ask for / contact +
                class teacher / key person / form tutor / personal tutor / head of year
                / senco / room leader / your childs teacher / manager / the teacher,
            calls back / call back / call you back / ring back / ring you back /
                replies / reply / answers + same day / day / hours / teacher,
            policy + special needs / special educational / sen. / send. / inclusion,
            policies + website / page / office + special / sen,
            who to contact / whom to ask / who to talk to / who to ask
        """,
        hints="""
            worried / worry / worries / concern. / concerns.,
            policy / policies,
            contact,
            same day,
            teacher / key person / tutor
        """,
        against="""
            swimming / contact lens / goggles,
            bully,
            complain / let down,
            newsletter,
            sendias / impartial,
            always discuss,
            we talk to you
        """,
        headings="""
            who + contact / talk / speak / ask / turn to,
            further information / more information / contact us / who to contact,
            worried / worry / concern / question,
            policy / policies
        """,
    ),
    "code-6.82": read_signs(
        sure="""
            each year group / every year group / each key stage / every key stage /
                each subject / every subject / each department / every department /
                each course / every course / each age group / all year groups / in each
                year / in every year / year by year / each phase / all subjects + adapt
                / alter / adjust / modif / differentiat / curricul / fewer / simpl /
                change / scaffold / practical / tailor / how it / suit / pathway / plan
                for,
            key stage 1 / key stage one / ks1 / key stage 2 / key stage two / ks2 / key
                stage 3 / key stage three / ks3 / key stage 4 / key stage four / ks4 /
                early years and / reception + curricul / adapt / practical / play based
                / pathway / topics / senses / option / subject / life skills / fewer /
                swap,
            year 7 / year 8 / year 9 / year 1 / year 3 / year 5 / years 7 / years 10 /
                from year / in year + curriculum / swap / fewer subjects / fewer gcses
                / entry level / functional skills / life skills / options / pathway /
                adapted / lessons take place / vocational / asdan,
            schemes of work / scheme of work / medium term plans / subject leader /
                head of department / heads of department + adapt / adjust / sen /
                special / every / each / needs / alter
        """,
        likely="""
            every year group / each year group / all year groups / each key stage /
                every key stage / every subject / each subject + lessons / teach /
                taught / go through / we plan / plan for,
            year 7 / year 8 / year 9 / year 1 / year 2 / year 3 / year 4 / year 5 /
                year 6 / infants / juniors / reception / nursery / middle school /
                sixth form / lower school / upper school / early years + course / fewer
                / foundation / units / topics / subjects / changed / simpler / shorter
                / texts / adds / strands / practical / play,
            faculty / faculties / department + change / adapt / alter / each year /
                page / subject / course / scheme,
            foundation level / foundation tier / entry level / two year course / one
                year course / units in,
            entry level / functional skills / asdan / btec / vocational / life skills /
                alternative course / pathway + year / key stage / student / subjects /
                instead / course,
            curriculum / national curriculum + adapt / each year / key stage / year
                group / years / stage / alter / modif,
            topic + year / senses / key stage / fewer,
            fewer subjects / fewer gcses / smaller timetable,
            instead of french / instead of a language / drop a subject
        """,
        hints="""
            curricul,
            year group / key stage / years,
            subject,
            from year 7 / year 11
        """,
        against="""
            trip / ski / camping / farm / prom. / sats,
            sit a / sits a,
            visit each,
            curriculum map / curriculum evening / curriculum letter,
            flower / care of,
            rich and exciting,
            transition,
            visit
        """,
        headings="""
            curriculum + year / key stage / adapt / each,
            each year / year by year / each subject / each key stage
        """,
    ),
}
