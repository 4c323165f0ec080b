"""
What settings write in each section: phrases from which the words of it are learnt.

They say the same things that settings say, in words of ours. A project whose framework
has other keys gets by with the headings, questions and words of its own sections.
"""

from __future__ import annotations

from wagtail_localoffer.importing.placing import taking_part

#: By the key of a section, one phrase or more on each line.
PHRASES: dict[str, str] = {
    "the_setting": """
        we are a day nursery; we are a pre-school playgroup; childminder working from
        home; privately owned nursery; committee run; open from 7.30am to 6pm;
        opening hours monday to friday; open 51 weeks of the year; term time only;
        closed on bank holidays; registered for forty places; registered with ofsted
        for children aged two to five; ages from three months to five years;
        baby room, toddler room and pre-school room; sessions morning and afternoon;
        ratio of adults to children; room leaders and deputy manager; key person
        for each child; our team of qualified practitioners; funded places for two
        year olds; fees per session; set in a village hall; large garden; the nursery
        is in a converted house; rooms are named after animals; the manager is
        supported by a deputy; behaviour lead, equality lead, PICO and ENCO;
        we care for up to six children at any one time
    """,
    "good_practice": """
        we are proud of; success story; quality mark; award; gold award; bronze silver;
        won the inclusion award; dyslexia friendly school award; healthy schools award;
        ofsted judged outstanding; inspectors said; ofsted report praised; accredited;
        parents say; one parent wrote; "my daughter loves coming here"; "thank you for
        all you have done for my son"; a mother told us; in our survey nine of ten
        parents said; testimonials; comments from families; pupils told us what they
        like; a boy who could not speak now reads to his class; one girl started
        without friends and now leads; case study; celebrate achievements; performed
        on stage; grown in confidence; best thing about our school; never thought he
        could; good practice shared with other schools; recognised as a centre of
        excellence; last year a pupil won; thrilled; pleased; highlight of the year;
        exam success; achieved their first qualification
    """,
    "accessibility": """
        wheelchair access; wheelchair users; ramp at the main entrance; step-free;
        level access; steps and handrails; lift to the first floor; building on one
        level; single storey; upstairs rooms cannot be reached; accessible toilet;
        disabled toilet and shower; changing bed; hygiene room with hoist; disabled
        parking bays; blue badge; wide doors and corridors; automatic doors; hearing
        loop; acoustic panels; blinds, lighting and carpets; yellow edges on steps;
        colour contrast; accessibility plan; access plan is on the website; equality
        act and reasonable adjustments; not treated less favourably; admission of
        disabled pupils; admissions policy; apply for a place; large print; braille;
        easy read; translated into other languages; english as an additional language;
        interpreter; home language; policies in other formats; symbols, signs and
        pictures; makaton signs; visual timetable; picture exchange; furniture of the
        right height; adjustable tables; special chairs; standing frame; sensory room
        for all; equipment is borrowed; laptops, tablets and software; switches and
        communication aids; assistive technology; we buy equipment when a child needs
        it; fire evacuation chair; specialist seating; the site, the building, the
        entrance, the playground and the garden; an accessible minibus
    """,
    "teaching": """
        teachers plan lessons; quality first teaching; high quality teaching; adapt
        the curriculum; differentiated work; work is matched; break tasks into small
        steps; small groups; one to one support; teaching assistants; support in class;
        intervention programmes; reading, writing, phonics and maths; catch-up groups;
        pre-teaching; booster lessons; identify needs early; assess on entry; baseline
        assessment; screening test; falling behind; slower than expected; concerns are
        raised by the teacher; graduated approach; assess plan do review; SEN support
        register; provision map; two year check; observations; learning journey;
        early years foundation stage; kinds of special educational needs; autism,
        dyslexia, ADHD; moderate, severe and profound learning difficulties; speech and
        language needs; communication and interaction; cognition and learning; sensory
        and physical needs; staff training; staff are trained in autism; INSET days;
        qualified; national award for SEN coordination; first aid trained staff;
        specialist teacher advises us; exam access arrangements; extra time, reader and
        scribe; sats; options and qualifications; study programme; job coach; work
        experience; SEN budget; resources are allocated; funding; high needs top-up;
        how much support is decided; the SENCO decides with teachers; education, health
        and care plan application; independence in learning; learning styles; visual
        prompts, word banks, coloured overlays and task boards; learning through play;
        workstation; precision teaching; targets in lessons; class sizes; adults in
        each class; therapies in lessons; personalised timetable
    """,
    "reviewing": """
        annual review; review meeting each term; reviewed every six weeks; targets are
        set and reviewed; individual education plan; targeted learning plan; one page
        profile; pupil passport; progress is tracked; data is analysed; progress
        meetings; pupil progress; measure progress; outcomes; small steps of progress;
        school reports three times a year; parents evening; discuss progress with
        parents; new targets are agreed; how well support works; evaluate the
        effectiveness of provision; monitor interventions; impact of interventions is
        measured; governors receive a report on SEN; lesson observations; head looks at
        results; plan, do, review cycle; statement reviewed each year; EHC plan review;
        child's views are part of the review; set your own targets; learning diary of
        progress; photographs show progress; assessment each half term; attainment;
        copies of the plan go home; you sign the plan; graphs and scores; starting
        point; quality assurance
    """,
    "keeping_safe": """
        safeguarding; designated safeguarding lead; child protection; risk assessment;
        risk assessments before trips; handover at the start and end of the day;
        collected by a known adult; password for collection; who may collect; gates are
        locked; signed in and out; visitors sign in; supervised at break and lunch;
        playground supervision; adults on duty; staff at the gate; bullying;
        anti-bullying policy; bullying is dealt with; bullying is not
        tolerated; zero tolerance of bullying; online safety; fire drill;
        evacuation plan; road safety; crossing patrol; drop off and pick up; parking
        outside is dangerous; travel training; independent travel; bus practice; taxis
        and escorts; minibus and seat belts; secure site; cctv; keypad on the door;
        safer recruitment; background checks; dbs; swimming needs extra adults; pe
        equipment is checked; sleep is checked every ten minutes; ratios on outings;
        work placements are checked; handed over to the teacher; arrive and leave
        safely; missing child; behaviour is managed safely; positive handling;
        restraint; danger; safe
    """,
    "health": """
        medicine; medicines are kept locked; medication given by trained staff; consent
        form for medicines; prescribed medicine; inhaler and adrenaline pens; epilepsy,
        diabetes and asthma; care plan; individual health care plan written with parents
        and school nurse; school nurse; health visitor; first aid; first aiders;
        ambulance; medical emergency, 999; allergies and diet; intimate care;
        nappies and toileting; feeding tubes; therapies such as physiotherapy
        and occupational therapy on site; hydrotherapy; counsellor; mental health;
        mental health lead; emotional wellbeing; well-being; worry box;
        worries and feelings; anxious;
        learning mentor; nurture group; pastoral team; ELSA; social skills; calm room;
        quiet room; someone to talk to; mindfulness; self-esteem; friendship and
        emotional support; bereavement; play therapy; CAMHS; doctor; hospital; accident
        book; attendance and health; sun cream; hygiene; resilience; therapy dog; listen
        to children's feelings; head of year, form tutor and pastoral support; sick
    """,
    "communication": """
        speak to the class teacher first; contact the office; open door policy; make an
        appointment; telephone or email us; who to talk to if you are worried; have a
        concern; complaints procedure; complaints policy; how to complain; chair of
        governors; complaint is answered; not satisfied; unhappy; newsletter; website;
        text messages; app; home-school book; home school diary; contact book goes home;
        daily chat at the door; parents evenings; open days and open evenings; coffee
        and chat with the head; visit the school; tour; staff list and photographs;
        who is who; feedback box; questionnaires; parents can give feedback; policy on
        special educational needs; policies are on the website; ring reception; reply
        within two days; letters home; messages; keep in touch; letters, calls; key
        person speaks with you each day; social media; manager is available; tutor;
        school prospectus; further information; parent portal
    """,
    "working_together": """
        parent governors; governing body; SEN governor; school council; pupil voice;
        student council meets; children have a say; parents have a say; parent forum;
        parents' views; surveys of parents; PTA; friends of the school; parents help
        in class; volunteers; home school agreement; work in partnership; parents
        invited to join; workshops for parents with teachers; multi-agency meetings;
        outside agencies; specialist services; educational psychologist; speech and
        language therapist visits; occupational therapist; sensory service, hearing and
        vision teachers; autism outreach; social services; social care; health services;
        voluntary organisations; charities; other schools; cluster of schools; team
        around the child; looked after children; children in care; virtual school;
        designated teacher; personal education plan; therapists work alongside staff;
        involve parents; consult; committee; share expertise; we refer to; referral with
        your consent; joint working; agencies; community; suggestion box; elected
    """,
    "family_support": """
        help with forms; filling in forms and paperwork; family support worker; parent
        support adviser; home visits; early help; SENDIASS; information, advice and
        support service; independent advice; parent partnership; support groups for
        parents; parent carer forum; parenting course; courses for parents; benefits
        advice; disability living allowance; respite and short breaks; food bank;
        uniform; travel to school; transport; free school transport; school bus;
        taxi applications; citizens advice; signposting; local offer website of the
        council; charity for families; siblings; young carers; family learning; help
        for families; children's centre; coffee morning for parents of children with
        autism; liaison officer; family liaison; help at home; housing; hardship fund;
        breakfast parcels; independent supporter; advocacy; translators for forms;
        bursary; transport passes; personal independence payment; PIP and DLA forms;
        carer's allowance; free school meals; disability access fund;
        help to apply; helpline
    """,
    "transitions": """
        transition; move to secondary school; move to high school; starting school;
        new starters; settling in; settling-in visits; home visits before starting;
        visit us before; induction day; taster day; taster week; extra visits in july;
        meet the new teacher; moving to the next class; moving up; photo book of the
        new school; social story about moving; transition book; year 6 pupils; year 7;
        records are passed on; information is passed to the new school; SENCO meets the
        SENCO of the next school; reception teachers visit; from room to room; leaving
        school; leavers; school leavers; careers adviser; careers interviews;
        college visits; college application; apprenticeships; supported internship;
        preparing for adulthood; adult services; adult life; year 9 review; year 11;
        employment; paid work and volunteering; independent living; university; next
        stage; buddy for new pupils; primary schools visit; summer school; joining mid
        year; destinations
    """,
    "activities": """
        breakfast club; after school club; before and after school care; wraparound
        care; holiday club; play scheme; lunchtime clubs; clubs are open to all;
        clubs and their cost; free of charge; costs £3 a session; football, chess,
        choir, drama, cookery and art; sports; music lessons; gardening; forest school;
        residential trip; school trips; trips and visits; no one is left out; extra
        adult on a trip; all pupils can take part; adapted for; outings to the farm,
        library and park; swimming; sports day; enrichment; duke of edinburgh; scouts;
        make friends; play leaders; buddy bench; activities outside the classroom;
        outside lessons; extra-curricular; inclusive clubs; youth club; saturday club;
        visits to museums; theatre; camping; parents can come on trips; places at clubs
        are booked
    """,
    "taking_part": taking_part.PHRASES,
    "senco_contact": """
        SENCO; SENDCo; name of SENCO; contact the SENCO; special educational needs
        co-ordinator; named person; inclusion manager; telephone; email; contact
        details; contact name; job title; available on Mondays; ring her on; call him on
    """,
}

#: What is in documents and belongs to no section.
LEFTOVERS = """
    home about us news contact fees menu; privacy notice; cookies; copyright; website
    by; follow us on facebook; report a problem with this page; back to top; page 1 of
    6; last updated; last reviewed; next review date; approved by the governing body;
    complete this form; save the form; return the form by email; guidance notes; for
    office use only; school number; postcode; website address; age range; type of
    setting; name of school; welcome to our school; this document was written;
    local offer; SEN information report; the code of practice defines; definition of
    special educational needs; a child has special educational needs if; has a learning
    difficulty which calls for special educational provision; children and families act
    2014; all schools must publish; the council's local offer was introduced
"""
