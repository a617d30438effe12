// The page: the courses, a new one, or one of them, by the hash of the address.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { isUnanswered } from './ask';
import { ChangeCourseForm } from './change-course';
import { CourseList } from './course-list';
import { NewCourseForm } from './new-course';
import './style.css';

const client = new QueryClient({
  defaultOptions: { queries: { retry: isUnanswered, refetchOnWindowFocus: false, staleTime: 1_000 } },
});

const onMove = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

function Page() {
  const place = useSyncExternalStore(onMove, () => window.location.hash.slice(1));
  const key = decodeURIComponent(place);
  return (
    <>
      <header>
        <a href="#">Courses</a> <a href="#new">New course</a>
      </header>
      <main>
        {key === '' && <CourseList />}
        {key === 'new' && <NewCourseForm />}
        {key.includes('+') && <ChangeCourseForm key={key} courseKey={key} />}
      </main>
    </>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>
  </StrictMode>,
);
